import type { ProductionView } from '@second-unit/studio/contract';
import { Link } from '@tanstack/react-router';
import { Command as CommandIcon, LockKeyhole, Moon, Sun } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { KeyCaps } from '../actions/key-caps.tsx';
import { runAction } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { Jobs } from './jobs.tsx';
import { isNight, setLight, useLight } from './light.ts';
import { useNarrow } from './narrow.ts';
import { ROOMS } from './rooms.ts';

/** Rooms by name; the production on top, what is being worked on at the bottom. */
export function Rail({ production }: { production: ProductionView }) {
  const light = useLight();
  const night = isNight(light);
  return (
    <Tooltip.Provider delayDuration={150}>
      <header className="rail">
        <Link
          className="rail-title"
          to="/productions"
          aria-label={`${production.title}. ${messages.frame.productions}`}
        >
          <span dir="auto">{production.title}</span>
        </Link>
        <nav aria-label={messages.frame.rooms}>
          {ROOMS.map(({ name, to, icon: Icon }, index) => {
            return (
              <Hint key={name} text={messages.rooms[name]} shortcut={`Alt-${index + 1}`}>
                <Link
                  className="rail-room"
                  to={to}
                  params={{ production: production.id }}
                  aria-label={messages.rooms[name]}
                  activeOptions={{ exact: name === 'home', includeSearch: false }}
                >
                  <Icon size={19} strokeWidth={1.6} aria-hidden />
                  <span className="rail-word" aria-hidden>
                    {messages.rooms[name]}
                  </span>
                </Link>
              </Hint>
            );
          })}
        </nav>
        <div className="rail-foot">
          {production.nothingLeaves && (
            <Hint text={messages.frame.locked}>
              <Link
                className="rail-room rail-lock"
                to="/p/$production/ledger"
                params={{ production: production.id }}
                aria-label={messages.frame.locked}
              >
                <LockKeyhole size={16} strokeWidth={1.6} aria-hidden />
              </Link>
            </Hint>
          )}
          <Jobs />
          <Hint text={messages.frame.search} shortcut="Mod-k">
            <button
              type="button"
              className="rail-room"
              aria-label={messages.frame.search}
              onClick={() => runAction('client.palette')}
            >
              <CommandIcon size={17} strokeWidth={1.6} aria-hidden />
            </button>
          </Hint>
          <Hint text={night ? messages.frame.toDay : messages.frame.toNight}>
            <button
              type="button"
              className="rail-room rail-light"
              aria-label={night ? messages.frame.toDay : messages.frame.toNight}
              onClick={() => setLight(night ? 'day' : 'night')}
            >
              {night ? (
                <Sun size={17} strokeWidth={1.6} aria-hidden />
              ) : (
                <Moon size={17} strokeWidth={1.6} aria-hidden />
              )}
            </button>
          </Hint>
        </div>
      </header>
    </Tooltip.Provider>
  );
}

function Hint({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactNode }) {
  // The words stand below the icons there, and nothing may lie over a neighbour.
  const narrow = useNarrow();
  return (
    <Tooltip.Root {...(narrow ? { open: false } : {})}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side="right" sideOffset={6}>
          {text}
          {shortcut && <KeyCaps shortcut={shortcut} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
