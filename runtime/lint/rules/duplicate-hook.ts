import { children } from '../../node';
import { error } from '../rule';

/** Of one LSM hook no event comes at all (tetragon#4578); of one function kprobe_multi refuses the second. */
export const duplicateHook = error('duplicate-hook', ({ spec, hooks }) => {
  const single = children(spec, 'options').some(({ value }) => value.name === 'disable-kprobe-multi');
  return hooks.flatMap(({ section, name, path }, index) => {
    const earlier = hooks.findIndex(hook => hook.section === section && hook.name === name);
    if (earlier === index || (section === 'kprobes' && single) || !['kprobes', 'lsmhooks'].includes(section)) return [];
    return [
      {
        path,
        message:
          section === 'lsmhooks'
            ? `\`${name}\` stands twice: neither entry reports anything`
            : `\`${name}\` stands twice, which kernels with kprobe_multi refuse`,
        allowed: 'every hook once',
        repair: 'move the selectors into one entry, or into a second policy',
      },
    ];
  });
});
