import { reasonFor } from '../proof/expected-survivors';
import { createMutationRun } from '../proof/mutation-run';
import { mutationsOf } from '../proof/mutations';
import { writtenCluster } from './cluster-fixture';
import { fixtureCluster } from './fleet';

/** `npm run bench:mutation` tries all of them, in every cluster. */
const EVERY = 7;

test('whatever is removed from the policies or widened in them, the proof sees it', () => {
  const { manifests, model } = writtenCluster(fixtureCluster('homelab'));
  const mutations = mutationsOf(manifests).filter((_, index) => index % EVERY === 0);
  const attempt = createMutationRun(model, manifests);
  const tried = mutations.map(mutation => ({ ...mutation, outcome: attempt(mutation) }));
  const by = (wanted: string) => tried.filter(({ outcome }) => outcome === wanted);
  const [caught, survivors] = [by('caught'), by('survives')];

  expect(caught.length).toBeGreaterThan(300);
  expect(caught.length / (caught.length + survivors.length)).toBeGreaterThan(0.95);
  expect(survivors.filter(({ what }) => reasonFor(what) === undefined)).toEqual([]);
  expect(by('refused').length).toBeLessThan(tried.length / 4);
}, 60_000);
