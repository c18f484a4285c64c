/** The shortest cluster file that is valid; the fragments in the rules are laid over it. */
export const minimalClusterFile = `name: lab
domain: lab.infraflux.dev
git: {repository: https://github.com/infraflux/infraflux.git}
talos: {endpoint: https://192.168.10.10:6443, controlPlanes: [192.168.10.10]}
network: {nodeCIDR: 192.168.10.0/24}
loadBalancing:
  pools: [{name: lan, blocks: [192.168.10.200-192.168.10.219]}]
  l2: {interfaces: [^en.*]}
storage: {replicas: 1}
`;
