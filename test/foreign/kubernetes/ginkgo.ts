import { type Callable, object, Struct, textOf, UnsupportedError, type Value } from '../go/values';

export const framework = 'framework.Framework';

export const ignored: Callable = () => null;

export interface Ginkgo {
  readonly globals: readonly (readonly [string, Value])[];
  /** `f.It`. */
  readonly test: Callable;
}

/** The words that declare tests; containers run where they are declared, and `onTest` runs each test. */
export function createGinkgo(onTest: (name: string, run: () => void) => void): Ginkgo {
  let hooks: readonly Callable[] = [];
  const container: Callable = args => {
    const outer = hooks;
    bodyOf(args)([], 0);
    hooks = outer;
    return null;
  };
  const hook: Callable = args => {
    hooks = [...hooks, bodyOf(args)];
    return null;
  };
  const test: Callable = args => {
    const bodies = [...hooks, bodyOf(args)];
    onTest(textOf(args[0]), () => {
      for (const body of bodies) body([], 0);
    });
    return null;
  };
  return {
    test,
    globals: [
      ['common', object('package common', { SIGDescribe: container })],
      [
        'ginkgo',
        object('package ginkgo', {
          Describe: container,
          Context: container,
          BeforeEach: hook,
          It: test,
          By: step,
          DeferCleanup: ignored,
        }),
      ],
      [
        'framework',
        object('package framework', {
          NewDefaultFramework: () => new Struct(framework, new Map()),
          ExpectNoError: ignored,
        }),
      ],
      ['e2eskipper', object('package skipper', { SkipIfNodeOSDistroIs: ignored })],
      ['time', object('package time', { Second: 1, Sleep: ignored })],
    ],
  };
}

/** A comment, and the function that it comments on where there is one. */
const step: Callable = ([, body]) => (typeof body === 'function' ? body([], 0) : null);

/** The last argument; labels of the test may come before it. */
function bodyOf(args: readonly Value[]): Callable {
  const body = args.at(-1);
  if (typeof body !== 'function') throw new UnsupportedError('a test without a function');
  return body;
}
