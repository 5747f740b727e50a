// A hundred people like this one, of whom so many will have it: a share that can be seen.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './risk.module.css';

const many = Array.from({ length: 100 }, (_, index) => index);

/** `changed`: of those, how many would not have it if something were changed. */
export function PeoplePicture({ percent, changed, years }: { percent: number; changed?: number; years: number }) {
  const { t } = useWords();
  const ill = Math.round(percent);
  const spared = changed === undefined ? 0 : Math.max(0, ill - Math.round(changed));
  const words =
    spared > 0 ? t('risk.peopleChanged', { count: ill, years, spared }) : t('risk.people', { count: ill, years });
  return (
    <figure className={styles['people']}>
      <svg viewBox="0 0 200 50" role="img" aria-label={words}>
        {many.map((index) => (
          <circle
            key={index}
            cx={(index % 20) * 10 + 5}
            cy={Math.floor(index / 20) * 10 + 5}
            r="4"
            data-is={index < ill - spared ? 'ill' : index < ill ? 'spared' : 'well'}
          />
        ))}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
