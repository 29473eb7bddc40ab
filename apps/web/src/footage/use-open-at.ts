import type { Rights } from '@second-unit/evidence';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { useAskRights } from '../frame/open-file.tsx';
import { tell } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

/** Opens a film where it lies and goes to it; one that the production has is gone to, not taken in twice. */
export function useOpenAt(production: string): (path: string, rights?: Rights) => Promise<void> {
  const navigate = useNavigate();
  const ask = useAskRights();
  return useCallback(
    async (path, rights) => {
      const goTo = (media: string) =>
        navigate({ to: '/p/$production/footage/{-$media}', params: { production, media } });
      const { media } = await queryClient.ensureQueryData(productionQuery(production));
      const known = media.find(({ info }) => info.originalPath === path);
      if (known) return goTo(known.id);
      const film = await act('media.open', { production, path, ...(rights ? { rights } : {}) });
      await queryClient.invalidateQueries({ queryKey: productionQuery(production).queryKey });
      if (media.some(({ id }) => id === film.id)) tell(messages.open.foundAgain);
      else if (!rights) ask(film);
      return goTo(film.id);
    },
    [production, navigate, ask],
  );
}

/** A path as it was typed or pasted: file managers put quotes around one. */
export function pathIn(text: string): string {
  return text.trim().replace(/^(["'])(.+)\1$/s, '$2');
}
