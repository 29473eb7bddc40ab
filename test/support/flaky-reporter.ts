import type { Reporter, TestModule } from 'vitest/node';

/**
 * Lists the tests that passed only when they were tried again, with what they said the first time: CI does not stop at
 * one, and it is a race or a random case to be mended all the same.
 */
export default class FlakyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const flaky = modules.flatMap((module) =>
      [...module.children.allTests()].filter((test) => test.diagnostic()?.flaky),
    );
    if (flaky.length === 0) return;
    console.warn(`\n Passed only when tried again (${flaky.length}):`);
    for (const test of flaky) {
      console.warn(`\n ${test.module.relativeModuleId} > ${test.fullName}`);
      for (const { message, stack } of test.result().errors ?? []) console.warn(stack ?? message);
    }
  }
}
