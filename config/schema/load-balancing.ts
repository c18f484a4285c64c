import { z } from 'zod';
import { addressBlock, hostAddress, routerID } from './addresses';
import { asn, dnsLabel, interfacePattern, labels, largestInt32, secretName } from './values';

const bgpPeer = z.strictObject({
  name: dnsLabel.describe('Name of the peer inside this file and its resources.'),
  address: hostAddress.describe('Address of the router.'),
  asn,
  authSecret: secretName.optional().describe('Secret in kube-system whose key `password` is the TCP MD5 password.'),
  ebgpMultihop: z.int().min(1).max(255).optional().describe('Allowed hops to an eBGP peer; 1 where absent.'),
});

const bgp = z.strictObject({
  localASN: asn,
  nodeSelector: labels.optional().describe('Nodes that peer; all nodes where absent.'),
  peers: z.array(bgpPeer).min(1).describe('Routers that every selected node peers with.'),
  timers: z
    .strictObject({
      connectRetrySeconds: z
        .int()
        .min(1)
        .max(largestInt32)
        .default(120)
        .describe('Pause before a failed session is tried again.'),
      holdSeconds: z.int().min(3).max(65535).default(90).describe('Silence after which a session is dead.'),
      keepAliveSeconds: z.int().min(1).max(65535).default(30).describe('Interval of keep-alive messages.'),
    })
    .prefault({})
    .describe('Keep-alive must not exceed a third of the hold time.'),
  gracefulRestartSeconds: z
    .int()
    .min(0)
    .max(4095)
    .default(120)
    .describe('How long the router keeps our routes while an agent restarts; 0 turns graceful restart off.'),
  advertisePodCIDR: z.boolean().default(false).describe('Routers learn the pod networks too (native routing).'),
  overrides: z
    .array(
      z.strictObject({
        node: dnsLabel.describe('Name of the node.'),
        routerID: routerID.optional().describe('BGP router ID; the address of the node where absent.'),
        localPort: z
          .int()
          .min(1)
          .max(65535)
          .optional()
          .describe('TCP port on which the node accepts sessions; none where absent.'),
      }),
    )
    .prefault([])
    .describe('Deviations of single nodes (CiliumBGPNodeConfigOverride).'),
});

const pool = z.strictObject({
  name: dnsLabel.describe('Name of the CiliumLoadBalancerIPPool.'),
  blocks: z.array(addressBlock).min(1).describe('Addresses that no machine has and no DHCP server gives out.'),
  serves: z
    .enum(['everything', 'public', 'internal'])
    .default('everything')
    .describe('`public` and `internal` serve the Gateway of that name only; `everything` any LoadBalancer Service.'),
});

export const loadBalancing = z.strictObject({
  pools: z.array(pool).min(1).describe('Addresses for LoadBalancer Services and Gateways (LB-IPAM).'),
  l2: z
    .strictObject({
      interfaces: z.array(interfacePattern).min(1).describe('Interfaces on which nodes answer ARP.'),
      nodeSelector: labels
        .optional()
        .describe(
          'Nodes that answer ARP; every node but control planes where absent, every node in a cluster without workers.',
        ),
    })
    .optional()
    .describe('Addresses are announced by ARP on the local segment.'),
  bgp: bgp.optional().describe('Addresses are announced to routers.'),
  acceleration: z
    .enum(['disabled', 'best-effort', 'native'])
    .default('disabled')
    .describe('XDP. `native` fails on a device whose driver has no native XDP; `best-effort` tolerates it.'),
  algorithm: z
    .enum(['random', 'maglev'])
    .default('random')
    .describe('How a backend is chosen; `maglev` chooses the same one on every node.'),
  maglevTableSize: z
    .literal([251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071])
    .optional()
    .describe('Prime of at least 100 times the largest number of backends; only with `maglev`.'),
  mode: z.enum(['snat', 'dsr', 'hybrid']).default('snat').describe('`hybrid` is DSR for TCP and SNAT for UDP.'),
  dsrDispatch: z.enum(['opt', 'geneve']).optional().describe('Only with `dsr` or `hybrid`.'),
});
