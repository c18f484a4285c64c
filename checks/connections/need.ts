import type { Place } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { Endpoint } from '../../policy/input';

/** A connection that a manifest cannot do without. */
export interface Need {
  /** What says so, with its place. */
  readonly in: Place;
  readonly at: readonly Step[];
  /** The object and its purpose, without a subject: ``` `HTTPRoute shop/web` sends requests to it ```. */
  readonly why: string;
  /** Ends as flows name them: `entity:ingress`, `shop/web`. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Needs, and the endpoints among their ends that no manifest shows: a node with certain labels, a pod of an operator. */
export interface Needs {
  readonly needs: readonly Need[];
  readonly endpoints: readonly Endpoint[];
}
