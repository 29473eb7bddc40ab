import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient, studioQuery } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { day } from '../ui/when.ts';

/** Every production of this studio, and the line that starts another. */
export function Productions() {
  const { data: studio } = useSuspenseQuery(studioQuery);
  const [title, setTitle] = useState('');
  const navigate = useNavigate();
  const start = (event: FormEvent) => {
    event.preventDefault();
    act('production.create', { title })
      .then(async (production) => {
        await queryClient.invalidateQueries({ queryKey: studioQuery.queryKey });
        await navigate({ to: '/p/$production', params: { production: production.id } });
      })
      .catch(tellWrong);
  };
  return (
    <main className="productions">
      <h1 className="label">{messages.home.productions}</h1>
      <ul>
        {studio.productions.map((production) => (
          <li key={production.id}>
            <Link to="/p/$production" params={{ production: production.id }}>
              <span className="title" dir="auto">
                {production.title}
              </span>
              <span className="quiet">{production.sample ? messages.home.sample : day(production.createdAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <form className="row" onSubmit={start}>
        <label className="visually-hidden" htmlFor="new-production">
          {messages.home.newTitle}
        </label>
        <input
          id="new-production"
          className="field"
          placeholder={messages.home.newTitle}
          value={title}
          maxLength={120}
          onChange={(event) => setTitle(event.target.value)}
        />
        <button type="submit" className="button" data-primary disabled={title.trim() === ''}>
          {actionView('production.create').label}
        </button>
      </form>
    </main>
  );
}
