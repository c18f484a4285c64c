import { nodeLocalDNS } from './egress';
import type { Graph } from './graph';
import { coreDNS, kubeApiserver } from './kubernetes';
import { layerNames } from './layer';
import { prometheus } from './monitoring';
import { idOf, isWorkload, type Need, type Party } from './workload';

/**
 * The graph as a Mermaid flowchart with a box for each layer. API calls, name lookups and scrapes are left out: nearly
 * every workload has them, and with them the picture is a ball of wool.
 */
export function serviceMap({ needs }: Graph): string {
  const drawn = needs.filter(isTelling);
  const ends = new Map(drawn.flatMap(({ from, to }) => [from, to]).map(party => [nodeOf(party), party]));
  const nodesIn = (layer: string | undefined) =>
    [...ends].filter(([, party]) => (isWorkload(party) ? party.layer : undefined) === layer);
  const boxes = layerNames.flatMap(layer => {
    const nodes = nodesIn(layer).map(([node, party]) => `    ${node}["${textOf(party)}"]`);
    return nodes.length === 0 ? [] : [`  subgraph ${layer}`, ...nodes, '  end'];
  });
  const outside = nodesIn(undefined).map(([node, party]) => `  ${node}(["${textOf(party)}"])`);
  const edges = new Set(drawn.map(({ from, to }) => `  ${nodeOf(from)} --> ${nodeOf(to)}`));
  return ['flowchart LR', ...boxes, ...outside, ...edges, ''].join('\n');
}

function isTelling({ from, to }: Need): boolean {
  const isAny = (party: Party, ids: readonly string[]) => isWorkload(party) && ids.includes(idOf(party));
  const scrape = isAny(from, [idOf(prometheus)]) && isWorkload(to) && to.layer !== prometheus.layer;
  return !scrape && !isAny(to, [kubeApiserver, coreDNS, nodeLocalDNS].map(idOf));
}

/** An identifier: Mermaid reads most punctuation, and words such as `end`, as syntax. */
function nodeOf(party: Party): string {
  return `n_${(isWorkload(party) ? idOf(party) : textOf(party)).replace(/[^a-z0-9]+/gi, '_')}`;
}

function textOf(party: Party): string {
  if (isWorkload(party)) return party.name;
  if ('entities' in party) return party.entities.join(', ');
  if ('pods' in party) return 'any pod';
  return ('cidrs' in party ? party.cidrs : party.names).join('<br>');
}
