import { EVENT_ALIAS, EVENT_DOCUMENT, EVENT_MAPPING, EVENT_POP, EVENT_SEQUENCE, type Event } from 'js-yaml';

/** An alias that Kubernetes refuses to expand. */
export interface HostileAlias {
  readonly reason: string;
  /** Offset of the alias in the text. */
  readonly offset: number;
}

interface Node {
  readonly anchor: string | undefined;
  /** Nodes below it, those of its aliases included, and itself. */
  nodes: number;
  /** How many of them come from aliases. */
  aliased: number;
}

/**
 * The first alias that contains itself, or through which a document expands too far. The limits are those of go-yaml
 * (`decode.go` of go.yaml.in/yaml v2), with which the API server reads: nothing is expanded to find out.
 */
export function findHostileAlias(events: readonly Event[], text: string): HostileAlias | undefined {
  let anchors = new Map<string, Node>();
  const open: Node[] = [];
  const add = (nodes: number, aliased: number) => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    parent.nodes += nodes;
    parent.aliased += aliased;
  };
  for (const event of events) {
    if (event.type === EVENT_POP) {
      const closed = open.pop();
      if (closed !== undefined) add(closed.nodes, closed.aliased);
      continue;
    }
    if (event.type === EVENT_DOCUMENT) {
      anchors = new Map();
      open.push({ anchor: undefined, nodes: 0, aliased: 0 });
      continue;
    }
    const name = event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ALIAS) {
      const target = anchors.get(name ?? '');
      if (target === undefined) continue;
      if (open.includes(target)) return { reason: `the anchor \`${name}\` contains itself`, offset: event.anchorStart };
      // The alias is a node of its own beside what it refers to.
      add(target.nodes + 1, target.nodes);
      if (isExcessive(open)) return { reason: 'the document contains excessive aliasing', offset: event.anchorStart };
      continue;
    }
    const node: Node = { anchor: name, nodes: 1, aliased: 0 };
    if (name !== undefined) anchors.set(name, node);
    if (event.type === EVENT_SEQUENCE || event.type === EVENT_MAPPING) open.push(node);
    else add(1, 0);
  }
  return undefined;
}

function isExcessive(open: readonly Node[]): boolean {
  const nodes = open.reduce((sum, node) => sum + node.nodes, 0);
  const aliased = open.reduce((sum, node) => sum + node.aliased, 0);
  return aliased > 100 && nodes > 1000 && aliased / nodes > allowedShare(nodes);
}

/** Small documents may consist of aliases almost wholly, large ones to a tenth. */
function allowedShare(nodes: number): number {
  if (nodes <= 400_000) return 0.99;
  if (nodes >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((nodes - 400_000) / 3_600_000);
}
