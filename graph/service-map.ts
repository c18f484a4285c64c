import type { Graph } from './graph';
import { coreDNS, kubeApiserver } from './kubernetes';
import { layerNames } from './layer';
import { prometheus } from './monitoring';
import { idOf, isWorkload, type Party } from './workload';

/** Ends that nearly every workload has a need with: with them the picture is a ball of wool. */
const ubiquitous = new Set([coreDNS, kubeApiserver, prometheus].map(idOf));

/** The graph as a Mermaid flowchart, a box for each layer; without API calls, name lookups and scrapes. */
export function serviceMap(graph: Graph): string {
  const drawn = graph.needs.filter(
    ({ from, to }) => ![from, to].some(end => isWorkload(end) && ubiquitous.has(idOf(end))),
  );
  const edges = new Set(drawn.map(({ from, to }) => `  ${nodeOf(from)} --> ${nodeOf(to)}`));
  const ends = new Set(
    drawn
      .flatMap(({ from, to }) => [from, to])
      .filter(isWorkload)
      .map(idOf),
  );
  const boxes = layerNames.flatMap(layer => {
    const members = graph.workloads.filter(workload => workload.layer === layer && ends.has(idOf(workload)));
    return members.length === 0 ? [] : [`  subgraph ${layer}`, ...members.map(node => `    ${nodeOf(node)}`), '  end'];
  });
  return ['flowchart LR', ...boxes, ...edges, ''].join('\n');
}

function nodeOf(party: Party): string {
  if (isWorkload(party)) return box(idOf(party), party.name);
  if ('entities' in party) return box(party.entities.join('-'), party.entities.join(', '));
  if ('pods' in party) return box('pods', 'any pod');
  const places = 'cidrs' in party ? party.cidrs : party.names;
  return box(places.join('-'), places.join('<br>'));
}

/** Mermaid reads words such as `end` and most punctuation in an identifier as syntax. */
function box(id: string, text: string): string {
  return `n_${id.replace(/[^a-z0-9]+/gi, '_')}["${text}"]`;
}
