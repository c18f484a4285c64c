import { type Callable, Struct, textOf, type Value } from '../go/values';

/** Pods by namespace and name; what is absent is any. */
interface PodPattern {
  readonly namespace?: string;
  readonly pod?: string;
}

/** Whether each pod, written `NAMESPACE/NAME`, is expected to reach each. */
export class Reachability {
  private readonly denied = new Set<string>();

  constructor(
    readonly pods: readonly string[],
    isReached: boolean,
  ) {
    this.expectPeer({}, {}, isReached);
  }

  expectPeer(from: PodPattern, to: PodPattern, isReached: boolean): void {
    for (const one of this.pods.filter(pod => isMatching(pod, from)))
      for (const other of this.pods.filter(pod => isMatching(pod, to))) this.expect(one, other, isReached);
  }

  expect(from: string, to: string, isReached: boolean): void {
    if (isReached) this.denied.delete(`${from} ${to}`);
    else this.denied.add(`${from} ${to}`);
  }

  isExpected(from: string, to: string): boolean {
    return !this.denied.has(`${from} ${to}`);
  }
}

function isMatching(podString: string, wanted: PodPattern): boolean {
  const { namespace, pod } = patternOf(podString);
  return [undefined, namespace].includes(wanted.namespace) && [undefined, pod].includes(wanted.pod);
}

function patternOf(podString: string): PodPattern {
  const [namespace = '', pod = ''] = podString.split('/');
  return { namespace, pod };
}

/** The methods by which the tests fill the table. */
export function expectations(table: Reachability): ReadonlyMap<string, Callable> {
  const expectPeer = (from: PodPattern, to: PodPattern, isReached: Value | undefined) => {
    table.expectPeer(from, to, isReached === true);
    return null;
  };
  return new Map<string, Callable>([
    ['ExpectPeer', ([from, to, isReached]) => expectPeer(readPeer(from), readPeer(to), isReached)],
    ['ExpectAllIngress', ([pod, isReached]) => expectPeer({}, patternOf(textOf(pod)), isReached)],
    ['ExpectAllEgress', ([pod, isReached]) => expectPeer(patternOf(textOf(pod)), {}, isReached)],
    ['Expect', ([from, to, isReached]) => expectPeer(patternOf(textOf(from)), patternOf(textOf(to)), isReached)],
    [
      'AllowLoopback',
      () => {
        for (const pod of table.pods) table.expect(pod, pod, true);
        return null;
      },
    ],
  ]);
}

/** `&Peer{Namespace: "x", Pod: "a"}`. */
function readPeer(value: Value | undefined): PodPattern {
  const [namespace, pod] = ['Namespace', 'Pod'].map(name =>
    value instanceof Struct ? value.fields.get(name) : undefined,
  );
  return { ...(namespace && { namespace: textOf(namespace) }), ...(pod && { pod: textOf(pod) }) };
}
