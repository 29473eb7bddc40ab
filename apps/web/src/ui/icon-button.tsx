import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'className' | 'type' | 'aria-label'> {
  icon: LucideIcon;
  /** Its name: read out, and shown to whoever points at it where `title` says nothing else. */
  label: string;
  /** Pixels. */
  size?: number;
  /** With the frame of a button that says its name. */
  framed?: boolean;
}

/** A button that shows a sign and no words. */
export function IconButton({ icon: Icon, label, title = label, size = 16, framed = false, ...rest }: Props) {
  return (
    <button
      type="button"
      className="button"
      data-plain={framed ? undefined : true}
      data-icon
      aria-label={label}
      title={title}
      {...rest}
    >
      <Icon size={size} aria-hidden />
    </button>
  );
}
