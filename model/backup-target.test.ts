import { parseBackupTarget } from './backup-target';

test.each([
  ['s3://backups@eu-central-1/', { kind: 's3', bucket: 'backups', region: 'eu-central-1' }],
  ['s3://a.b-c@r/folder/sub', { kind: 's3', bucket: 'a.b-c', region: 'r' }],
  ['nfs://192.0.2.60:/backups', { kind: 'nfs', server: '192.0.2.60' }],
  ['nfs://nas.lab.net:/a/b?nfsOptions=soft,timeo=330', { kind: 'nfs', server: 'nas.lab.net' }],
])('%s is %j', (text, target) => expect(parseBackupTarget(text)).toMatchObject({ text, ...target }));

test.each([
  'nfs://a b;id:/x y',
  'nfs://../..:/../..',
  'nfs://nas:/../etc',
  's3://B u c k e t!@r/',
  's3://Bucket@r/',
  's3://b@r/',
  's3://backups/',
  'nfs://nas/backups',
  'cifs://nas/x',
  '',
])('%j is not a backup target', text => expect(parseBackupTarget(text)).toBeUndefined());
