import { charts } from '../config/versions';
import { fixtureFleet } from '../test/fleet';
import { factsOf, type RenderedWorkload } from '../upstream/facts';
import { buildGraph } from './build';
import { exposuresOf } from './exposure';
import { idOf, type Workload } from './workload';

const chartNames = Object.values(charts).map(({ chart }) => chart);

/** Rendered, but not run: the one is dropped as a hook, the other replaced by cert-manager. */
const absent = ['longhorn-uninstall'];

/** The label that Kubernetes itself puts on the pods of a Job. */
const labelsOf = ({ kind, name, labels }: RenderedWorkload) =>
  kind === 'Job' ? { ...labels, 'batch.kubernetes.io/job-name': name } : labels;

const rendered = chartNames.flatMap(chart => factsOf(chart).workloads).filter(({ name }) => !absent.includes(name));
const known = [
  ...new Map(
    fixtureFleet.flatMap(cluster => buildGraph(cluster, fixtureFleet).workloads).map(each => [idOf(each), each]),
  ).values(),
];

function selectors(pods: RenderedWorkload): Workload[] {
  const labels: Readonly<Record<string, string>> = labelsOf(pods);
  return known.filter(
    each =>
      each.namespace === pods.namespace &&
      Object.keys(each.labels).length > 0 &&
      Object.entries(each.labels).every(([key, value]) => labels[key] === value),
  );
}

const nameOf = ({ kind, name }: RenderedWorkload) => `${kind} ${name}`;

describe.each(rendered.map(pods => [nameOf(pods), pods] as const))('%s', (_name, pods) => {
  test('is one workload of the graph, on the network that the graph says', () => {
    expect(selectors(pods).map(({ network }) => network)).toEqual([pods.hostNetwork ? 'host' : 'pod']);
  });

  test('is scraped where its chart scrapes it', () => {
    const [{ scraped = [], ports }] = selectors(pods) as [Workload];
    expect(scraped.map(name => ports[name]!.number)).toEqual(expect.arrayContaining([...pods.scraped]));
  });

  test('listens where the graph says', () => {
    const [{ ports, network }] = selectors(pods) as [Workload];
    const declared = pods.ports.map(({ number, protocol }) => `${number}/${protocol}`);
    const claimed = Object.values(ports).map(({ number, protocol }) => `${number}/${protocol}`);
    expect(claimed.filter(port => network === 'pod' && !declared.includes(port))).toEqual([]);
  });
});

test('every exposed Service is rendered, and leads to the port that the graph says', () => {
  const services = chartNames.flatMap(chart => factsOf(chart).services);
  const wrong = fixtureFleet.flatMap(exposuresOf).filter(({ service, port, workload }) => {
    const found = services.find(({ namespace, name }) => namespace === service.namespace && name === service.name);
    const target = found?.ports.find(({ number }) => number === service.port)?.target;
    const selected = rendered.find(pods => selectors(pods).some(each => idOf(each) === idOf(workload)));
    const number = typeof target === 'string' ? selected?.ports.find(({ name }) => name === target)?.number : target;
    return number !== port.number;
  });
  expect(wrong.map(({ service }) => service)).toEqual([]);
});
