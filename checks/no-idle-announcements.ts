import { field, listOf, nameOf, selectorOf, textOf, textsOf } from '../model/fields';
import { type LabelSelector, selects } from '../model/label-selector';
import type { KubernetesObject, Manifest } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';

/** Cilium accepts announcements that announce nothing (cilium 1.19 Documentation/network/bgp-control-plane, l2-announcements). */
export const noIdleAnnouncements: Rule<Repository> = {
  code: 'no-idle-announcements',
  severity: 'error',
  title: 'An announcement of addresses that announces nothing',
  why: 'Cilium accepts an L2 policy that announces no kind of address, a BGP advertisement that selects no Service, and a BGP peer without address families. Addresses are assigned, but no router learns them.',
  wrong: `
apiVersion: cilium.io/v2alpha1
kind: CiliumL2AnnouncementPolicy
metadata: { name: lan }
spec: { interfaces: ["^eth.*"] }
`,
  right: `
apiVersion: cilium.io/v2alpha1
kind: CiliumL2AnnouncementPolicy
metadata: { name: lan }
spec: { interfaces: ["^eth.*"], loadBalancerIPs: true }
`,
  source: 'cilium 1.19 Documentation/network/bgp-control-plane, Documentation/network/l2-announcements.rst',
  find: ({ clusters }) =>
    clusters.flatMap(({ objects }) => {
      const manifests = objects.map(({ manifest }) => manifest);
      const of = (kind: string) => manifests.filter(({ object }) => object.kind === kind);
      return [
        ...of('CiliumL2AnnouncementPolicy').flatMap(ofL2),
        ...of('CiliumBGPAdvertisement').flatMap(ofAdvertisement),
        ...of('CiliumBGPPeerConfig').flatMap(manifest => ofPeer(manifest, of('CiliumBGPAdvertisement'))),
      ];
    }),
};

const name = ({ object }: Manifest) => `\`${nameOf(object)}\``;

function ofL2(manifest: Manifest): RuleFinding[] {
  const announces = ['loadBalancerIPs', 'externalIPs'].some(key => field(manifest.object, 'spec', key) === true);
  return announces
    ? []
    : [
        {
          in: manifest,
          at: ['spec'],
          message: `${name(manifest)} announces neither load balancer IPs nor external IPs`,
          repair: 'set `loadBalancerIPs: true`',
        },
      ];
}

function ofAdvertisement(manifest: Manifest): RuleFinding[] {
  return listOf(manifest.object, 'spec', 'advertisements').flatMap((advertisement, index) =>
    textOf(advertisement, 'advertisementType') !== 'Service' || field(advertisement, 'selector') !== undefined
      ? []
      : [
          {
            in: manifest,
            at: ['spec', 'advertisements', index],
            message: `${name(manifest)} advertises Services but selects none: without a selector, nothing is advertised`,
            repair:
              'add a `selector`; one that matches everything is `matchExpressions: [{ key: somekey, operator: NotIn, values: [never-used-value] }]`',
          },
        ],
  );
}

function ofPeer(manifest: Manifest, advertisements: readonly Manifest[]): RuleFinding[] {
  const families = listOf(manifest.object, 'spec', 'families');
  if (families.length === 0)
    return [
      {
        in: manifest,
        at: ['spec'],
        message: `${name(manifest)} has no \`families\`: nothing is advertised to its peers`,
        repair: 'add `families` with `advertisements`',
      },
    ];
  const isFound = (selector: LabelSelector) => advertisements.some(({ object }) => selects(selector, labelsOf(object)));
  return families.flatMap((family, index) =>
    isFound(selectorOf(field(family, 'advertisements')))
      ? []
      : [
          {
            in: manifest,
            at: ['spec', 'families', index],
            message: `${name(manifest)} selects advertisements that do not exist`,
            allowed: advertisements.map(({ object }) => JSON.stringify(labelsOf(object))).join(', or '),
            repair: 'correct the labels, or add a CiliumBGPAdvertisement',
          },
        ],
  );
}

const labelsOf = (object: KubernetesObject) => textsOf(object.metadata.labels);
