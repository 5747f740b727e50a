// 评价: how the last visit was, by one press; a sentence if one likes.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type HeldVisit } from '../../contract.ts';
import styles from './my-visits.module.css';

const allStars = [1, 2, 3, 4, 5] as const;

export function RateVisit({ visit }: { visit: HeldVisit }) {
  const { t, day } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { person } = usePersonInView();
  const [stars, setStars] = useState(visit.stars);
  const [said, setSaid] = useState('');
  const rate = useMutation({
    mutationFn: (given: number) =>
      api.call(rovingRoutes.rateVisit, {
        params: { visitId: visit.visitId },
        body: {
          stars: given,
          ...(said.trim() && { said: said.trim() }),
          ...(person.as === 'proxy' && { personId: person.person.personId }),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my-visits'] }),
  });
  return (
    <Card title={t('roving.rateTitle')}>
      <p>{t('roving.rateVisit', { day: day(visit.on), service: t(`roving.visitOf.${visit.service}`) })}</p>
      <div className={styles['stars']} role="radiogroup" aria-label={t('roving.rateTitle')}>
        {allStars.map((value) => (
          <button
            key={value}
            type="button"
            role="radio"
            aria-checked={stars === value}
            aria-label={t('roving.stars', { count: value })}
            data-full={(stars ?? 0) >= value || undefined}
            onClick={() => setStars(value)}
          >
            {(stars ?? 0) >= value ? '★' : '☆'}
          </button>
        ))}
      </div>
      {stars !== undefined && (
        <>
          <p>{t(`roving.starsMean.${stars}`)}</p>
          <TextField
            name="said"
            label={t('roving.rateSaid')}
            optional
            value={said}
            onChange={setSaid}
            lines={2}
            maxLength={500}
          />
          <Button kind="primary" wide busy={rate.isPending} onClick={() => rate.mutate(stars)}>
            {t(visit.stars === undefined ? 'roving.rateSend' : 'roving.rateAgain')}
          </Button>
        </>
      )}
      {rate.isSuccess && <p role="status">{t('roving.rateThanks')}</p>}
      {rate.error && <Failure error={rate.error} />}
    </Card>
  );
}
