import type { Cast } from '../cast/index.ts';
import type { Scene } from '../read-through.ts';
import type { SceneChange } from './structure.ts';

/** What is other after each scene: who is new in the script or seen for the last time, who comes, who goes, the place. */
export function sceneChanges(scenes: readonly Scene[], cast: Cast): SceneChange[] {
  const there = scenes.map(() => new Set<string>());
  const first = scenes.map((): string[] => []);
  const last = scenes.map((): string[] => []);
  for (const member of cast.members) {
    for (const scene of member.scenes) there[scene]?.add(member.name);
    first[member.scenes[0] ?? -1]?.push(member.name);
    last[member.scenes.at(-1) ?? -1]?.push(member.name);
  }
  const none = new Set<string>();
  return scenes.map((scene, at) => {
    const now = there[at] ?? none;
    const before = there[at - 1] ?? none;
    return {
      scene: at,
      appear: first[at] ?? [],
      lastSeen: last[at] ?? [],
      enter: [...now].filter((name) => !before.has(name)),
      leave: [...before].filter((name) => !now.has(name)),
      place: at === 0 || scene.place !== scenes[at - 1]?.place,
    };
  });
}
