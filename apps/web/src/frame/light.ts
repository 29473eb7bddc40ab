import { useSyncExternalStore } from 'react';

/** `system` follows the machine's setting. */
export type Light = 'system' | 'night' | 'day';

const KEY = 'second-unit.light';
const listeners = new Set<() => void>();

function read(): Light {
  const light = document.documentElement.dataset.light;
  return light === 'night' || light === 'day' ? light : 'system';
}

export function setLight(light: Light): void {
  if (light === 'system') {
    delete document.documentElement.dataset.light;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.light = light;
    localStorage.setItem(KEY, light);
  }
  for (const listener of listeners) listener();
}

export function useLight(): Light {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}

/** Night or day as it is seen now. */
export function isNight(light: Light): boolean {
  return light === 'system' ? !window.matchMedia('(prefers-color-scheme: light)').matches : light === 'night';
}
