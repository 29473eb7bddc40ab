import { BookOpenText, Clapperboard, Film, type LucideIcon, Scissors, ScrollText, Signature } from 'lucide-react';

interface RoomEntry {
  readonly name: 'home' | 'script' | 'story' | 'footage' | 'cut' | 'ledger';
  readonly to:
    | '/p/$production'
    | '/p/$production/script/{-$script}'
    | '/p/$production/story/{-$script}'
    | '/p/$production/footage/{-$media}'
    | '/p/$production/cut/{-$cut}'
    | '/p/$production/ledger';
  readonly icon: LucideIcon;
}

/** The rooms in the order of the rail. A new room is one line here and one route. */
export const ROOMS: readonly RoomEntry[] = [
  { name: 'home', to: '/p/$production', icon: Clapperboard },
  { name: 'script', to: '/p/$production/script/{-$script}', icon: ScrollText },
  { name: 'story', to: '/p/$production/story/{-$script}', icon: BookOpenText },
  { name: 'footage', to: '/p/$production/footage/{-$media}', icon: Film },
  { name: 'cut', to: '/p/$production/cut/{-$cut}', icon: Scissors },
  { name: 'ledger', to: '/p/$production/ledger', icon: Signature },
];
