import { field, textOf, textsOf } from '../model/fields';
import { compare } from '../model/finding';
import { isRecord, type Manifest } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';

/** The label by which Grafana's sidecar finds dashboards, as kube-prometheus-stack sets it. */
const label = 'grafana_dashboard';

export const validDashboards: Rule<Repository> = {
  code: 'valid-dashboards',
  severity: 'error',
  title: 'A dashboard that Grafana does not load',
  why: 'Grafana’s sidecar reads the ConfigMaps with the label `grafana_dashboard`. It skips what is not JSON or has no title, and of two dashboards with the same uid it shows either. Export a dashboard for sharing: the wrapper of Grafana’s API must not be part of it.',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data:
  cilium.json: '{ "dashboard": { "title": "Cilium" } }'
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data:
  cilium.json: '{ "title": "Cilium", "uid": "cilium" }'
`,
  find: ({ clusters }) =>
    clusters.flatMap(({ objects }) => {
      const uids = new Map<string, Manifest>();
      return objects
        .map(({ manifest }) => manifest)
        .filter(({ object }) => object.kind === 'ConfigMap' && textOf(object.metadata.labels, label) !== undefined)
        .flatMap(manifest =>
          Object.entries(textsOf(manifest.object, 'data'))
            .filter(([key]) => key.endsWith('.json'))
            .sort(([a], [b]) => compare(a, b))
            .flatMap(([key, text]) => faultsOf(manifest, key, text, uids)),
        );
    }),
};

function faultsOf(manifest: Manifest, key: string, text: string, uids: Map<string, Manifest>): RuleFinding[] {
  const at = { in: manifest, at: ['data', key] };
  const dashboard = parse(text);
  if (!isRecord(dashboard)) return [{ ...at, message: `\`${key}\` is not JSON`, repair: 'export the dashboard again' }];
  if (textOf(dashboard, 'title') === undefined)
    return [
      {
        ...at,
        message: `\`${key}\` has no title, so Grafana does not load it`,
        repair: isRecord(dashboard.dashboard) ? 'keep only what is below `dashboard`' : 'add a `title`',
      },
    ];
  const uid = field(dashboard, 'uid');
  if (typeof uid !== 'string' || uid === '') return [];
  const first = uids.get(uid);
  uids.set(uid, manifest);
  return first === undefined
    ? []
    : [
        {
          ...at,
          message: `\`${key}\` has the uid \`${uid}\`, as has a dashboard in \`${first.file}\``,
          repair: 'give it a `uid` of its own',
        },
      ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
