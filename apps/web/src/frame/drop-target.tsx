import { useEffect, useState } from 'react';
import { messages } from '../messages.ts';
import { useSendFiles } from './open-file.tsx';

/** The whole window takes a dropped file, and says so while one hovers. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const send = useSendFiles();
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Before the editor: else it would paste a file's name into the script.
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      send([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver, true);
    window.addEventListener('dragleave', onLeave, true);
    window.addEventListener('drop', onDrop, true);
    return () => {
      window.removeEventListener('dragover', onOver, true);
      window.removeEventListener('dragleave', onLeave, true);
      window.removeEventListener('drop', onDrop, true);
    };
  }, [send]);
  if (!over) return null;
  return (
    <div className="drop-over">
      <p className="title">{messages.open.dropTitle}</p>
      <p>{messages.open.dropLine}</p>
    </div>
  );
}
