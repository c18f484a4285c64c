import type { Cluster } from '../../config/schema/cluster';
import { pageURL } from '../page-url';
import type { Board, Choice } from './board';
import { type Dashboard, datasource, link, type Variable } from './grafana';
import { layOut } from './panels';

export const tag = 'infraflux';
export const uidOf = (name: string) => `${tag}-${name}`;

/** Grafana's JSON for a board. It links to the other boards, keeping the choices made, and to the runbooks. */
export function compose({ name, title, description, variables = [], rows }: Board, git: Cluster['git']): Dashboard {
  return {
    uid: uidOf(name),
    title,
    description,
    tags: [tag],
    timezone: 'browser',
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    schemaVersion: 41,
    templating: { list: [cluster, ...variables.map(choice)] },
    annotations: { list: [] },
    links: [
      { ...link('Dashboards'), type: 'dashboards', tags: [tag], asDropdown: true, includeVars: true, keepTime: true },
      link('Runbooks', pageURL(git, 'docs/runbooks/README.md')),
    ],
    panels: layOut(rows, git),
  };
}

const cluster: Variable = { type: 'datasource', name: 'cluster', label: 'Cluster', query: 'prometheus', refresh: 1 };

function choice({ name, label, series, of }: Choice): Variable {
  const query = `label_values(${series}, ${of})`;
  return {
    type: 'query',
    name,
    label,
    datasource,
    definition: query,
    query: { query, refId: name },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}
