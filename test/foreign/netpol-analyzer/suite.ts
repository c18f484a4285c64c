import type { Suite } from '../suite';
import { compareConnections } from './connections';
import { compareDiffs } from './diff';
import { compareRefusals, compareUnsupported } from './findings';

/** `np-guard/netpol-analyzer`: the connections of directories of manifests, and what changes between two of them. */
export const netpolAnalyzer: Suite = {
  needs: ['tests', 'test_outputs/connlist', 'test_outputs/diff'],
  run: folder =>
    new Map([
      ['connections', compareConnections(folder)],
      ['changes of connections', compareDiffs(folder)],
      ['refused network policies', compareRefusals(folder)],
      ['policies of kinds that Cilium does not enforce', compareUnsupported(folder)],
    ]),
};
