import { filesOf } from '../charts/files';
import { applicationPart } from '../graph/application';
import { buildGraph } from '../graph/build';
import { readRepository } from '../repository/repository';
import { minimalCluster } from '../test/fleet';
import { requireClosure } from './require-closure';

const cluster = minimalCluster();
const files = filesOf(cluster, [cluster], []);
const graphs = new Map([['minimal', buildGraph(cluster, [cluster], [applicationPart([], cluster)])]]);
const [policies] = [...files.keys()].filter(file => file.includes('cert-manager.k8s'));

const prove = (change: (text: string) => string, withGraph = true) =>
  requireClosure
    .find(readRepository(new Map(files).set(policies!, change(files.get(policies!)!)), withGraph ? graphs : new Map()))
    .map(({ file, message }) => `${file}: ${message}`);

test('what synth writes allows every need and nothing else', () => {
  expect(prove(text => text)).toEqual([]);
});

test('finds a connection that is denied, and one that is allowed without being in the graph', () => {
  const closed = prove(text => text.replace(/port: '6443'/, "port: '6444'"));
  expect(closed).toContainEqual(expect.stringContaining('6443'));
  expect(closed).toContainEqual(expect.stringContaining('6444'));
});

test('a cluster without a service graph is not judged', () => {
  expect(prove(text => text.replace(/port: '6443'/, "port: '6444'"), false)).toEqual([]);
});
