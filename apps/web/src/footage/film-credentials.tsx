import type { MediaSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { sentence } from '../api/client.ts';
import { credentialsQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { CredentialsFacts, CredentialsState } from '../ui/credentials.tsx';

const words = messages.cut.credentials;

/** What a film says of where it comes from. Read when somebody asks: all of a file that has credentials is hashed. */
export function FilmCredentials({ media }: { media: MediaSummary }) {
  const [open, setOpen] = useState(false);
  const { data, error, isFetching } = useQuery({ ...credentialsQuery('media', media.id), enabled: open });
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button credentials-ask" data-plain data-state-of={data?.state}>
        {data?.state === 'tampered' ? words.state.tampered : words.label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover credentials"
          data-state-of={data?.state}
          sideOffset={6}
          collisionPadding={8}
          aria-label={words.label}
        >
          {data && !isFetching ? (
            <>
              <p className="credentials-head" role="status">
                <CredentialsState said={data} />
              </p>
              <CredentialsFacts said={data} />
              {data.state === 'none' && data.problems.length === 0 && <p className="quiet">{words.noneMeans}</p>}
            </>
          ) : (
            <p className="quiet" role="status">
              {error ? sentence(error) : words.checkingFilm}
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
