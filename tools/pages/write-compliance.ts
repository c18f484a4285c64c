import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complianceMarkdown } from '../../runtime/compliance/markdown';
import { complianceOf } from '../../runtime/compliance/report';
import { clusterSource } from '../../test/cluster-source';
import { fixtureFleet } from '../../test/fleet';

const report = complianceOf(fixtureFleet.map(clusterSource));
writeFileSync(join(__dirname, '../../docs/compliance.md'), `${complianceMarkdown(report)}\n`);
