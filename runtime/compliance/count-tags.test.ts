import { countTags } from './count-tags';

const tagged = (body: string) =>
  JSON.stringify({ [body]: { process: {}, tags: ['attack/t1496', 'nist-800-53r5/si-4'] } });

test.each(['process_kprobe', 'process_lsm', 'process_tracepoint', 'process_uprobe', 'process_usdt'])(
  'tags of a %s event count',
  async body => {
    expect(await countTags([tagged(body), tagged(body)])).toEqual(
      new Map([
        ['attack/t1496', 2],
        ['nist-800-53r5/si-4', 2],
      ]),
    );
  },
);

test('executions, exits and torn lines carry no tags', async () => {
  const lines = ['{"process_exec":{"process":{}}}', '{"process_exit":{"process":{}}}', '', '{"process_kprobe":{"ta'];
  expect(await countTags(lines)).toEqual(new Map());
});
