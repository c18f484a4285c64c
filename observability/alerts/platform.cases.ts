import type { AlertCases } from './alert-case';
import { cases as argocd } from './argocd.cases';
import { cases as certificates } from './certificates.cases';
import { cases as externalDNS } from './external-dns.cases';
import { cases as longhorn } from './longhorn.cases';
import { cases as nodes } from './nodes.cases';
import type { platformAlerts } from './platform';

export const cases: AlertCases<typeof platformAlerts> = {
  ...nodes,
  ...certificates,
  ...externalDNS,
  ...longhorn,
  ...argocd,
};
