import type { TestProject } from 'vitest/node';
import { startStudio } from './studio.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the one studio that all rooms are tested in; its sample film takes a while to render. */
    studio: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const studio = await startStudio();
  project.provide('studio', studio.address);
  return () => studio.stop();
}
