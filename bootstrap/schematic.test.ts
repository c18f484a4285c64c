import { minimalCluster } from '../test/fleet';
import { schematicOf } from './schematic';

test('the ids are those that the Image Factory publishes', () => {
  expect(schematicOf(minimalCluster({ storage: false })).id).toBe(
    '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba',
  );
  expect(schematicOf(minimalCluster()).id).toBe('613e1592b2da41ae5e265e8789429f22e121aab91cb4deb6bc3c0b6262961245');
});
