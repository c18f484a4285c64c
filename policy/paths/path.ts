import type { Engine } from '../engine';
import type { Flow, Settings } from '../input';
import type { Direction } from '../rules';
import { combine, type Verdict } from '../verdict';
import type { PodWorkload } from '../workloads';
import type { Addressed } from './addresses';
import type { Gateway } from './gateways';
import type { LocalRedirect } from './redirects';
import type { FrontService } from './services';

/** What a connection may meet on its way: Services, local redirects, Gateways, and the addresses of a cluster. */
export interface Surroundings extends Addressed {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly workloads: readonly PodWorkload[];
  readonly redirects: readonly LocalRedirect[];
  readonly gateways: readonly Gateway[];
}

/** What a question names as its destination. */
export type Destination =
  | { readonly kind: 'end'; readonly notations: readonly string[]; readonly workload?: PodWorkload }
  | { readonly kind: 'service'; readonly service: FrontService; readonly address?: string }
  | { readonly kind: 'gateway'; readonly gateway: Gateway; readonly host?: string }
  | { readonly kind: 'address'; readonly address: string }
  | ForeignEnd
  | { readonly kind: 'unknown'; readonly reason: string };

/** A pod or a node of another cluster of the mesh. */
export interface ForeignEnd {
  readonly kind: 'foreign';
  readonly cluster: string;
  /** In this cluster's engine. */
  readonly notation: string;
  readonly workload?: PodWorkload;
  /** That cluster's own engine, and the notation there; absent where its manifests are not at hand. */
  readonly home?: { readonly engine: Engine; readonly notation: string };
}

/** One judgement on the way: a connection, or the part of one of its ends alone. */
export interface Leg {
  readonly flow: Flow;
  readonly only?: Direction;
  /** Of the cluster whose policies are asked, where it is another one. */
  readonly engine?: Engine;
}

/** One way that a connection may take: every leg has to let it pass. */
export interface Path {
  /** What it meets on the way, in order, as sentences. */
  readonly hops: readonly string[];
  readonly legs: readonly Leg[];
  /** Why it is not known where it leads. */
  readonly unknown?: string;
  /** Why it leads nowhere. */
  readonly fails?: string;
}

/** The question besides its ends. */
export type Question = Omit<Flow, 'from' | 'to'>;

export const straight = (from: string, to: string, question: Question, hops: readonly string[] = []): Path => ({
  hops,
  legs: [{ flow: { from, to, ...question } }],
});

/** The verdict of one way. */
export function judgePath(
  { legs, unknown, fails }: Path,
  engine: Engine,
): { verdict: Verdict['verdict']; legs: readonly Verdict[] } {
  const judged = legs.map(({ flow, only, engine: asked = engine }) => {
    const verdict = asked.judge(flow);
    if (only === undefined) return verdict;
    const side = verdict[only];
    const own = combine(only === 'egress' ? side : undefined, only === 'ingress' ? side : undefined);
    return verdict.isAudited === true && own.verdict === 'denied' ? { ...own, isAudited: true as const } : own;
  });
  if (unknown !== undefined) return { verdict: 'undecidable', legs: judged };
  if (fails !== undefined || judged.some(({ verdict }) => verdict === 'denied'))
    return { verdict: 'denied', legs: judged };
  return { verdict: judged.some(({ verdict }) => verdict === 'undecidable') ? 'undecidable' : 'allowed', legs: judged };
}
