import { texts } from '../../node';
import { error, onHooks } from '../rule';

export const tagLimits = error(
  'tag-limits',
  onHooks(({ path, value }) => {
    const tags = texts(value.tags);
    const at = [...path, 'tags'];
    const fault = { allowed: 'up to 16 tags of 2 to 128 characters' };
    return [
      ...(tags.length > 16
        ? [
            {
              ...fault,
              path: at,
              message: `\`${tags.length}\` tags are too many`,
              repair: 'keep the 16 that reports need',
            },
          ]
        : []),
      ...tags.flatMap((tag, index) =>
        tag.length < 2 || tag.length > 128
          ? [
              {
                ...fault,
                path: [...at, index],
                message: `the tag \`${tag.slice(0, 40)}\` has \`${tag.length}\` characters`,
                repair: 'correct it',
              },
            ]
          : [],
      ),
    ];
  }),
);
