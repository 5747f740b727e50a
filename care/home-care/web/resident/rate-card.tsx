// 评价: stars by one press, a sentence if one likes.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { orderRoutes, type OrderView } from '#foundation/orders/contract.ts';
import styles from './resident.module.css';

export function RateCard({ order }: { order: OrderView }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const given = order.ratings.find(({ by }) => by === 'person');
  const [stars, setStars] = useState(given?.stars);
  const [comment, setComment] = useState('');
  const rate = useMutation({
    mutationFn: (count: number) =>
      api.call(orderRoutes.rate, {
        params: { personId: order.personId, orderId: order.orderId },
        body: { stars: count, ...(comment.trim() && { comment: comment.trim() }) },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['home-care'] }),
  });
  return (
    <Card title={t('homeCare.my.rate')}>
      <div className={styles['stars']} role="radiogroup" aria-label={t('homeCare.my.rate')}>
        {[1, 2, 3, 4, 5].map((value) => (
          <button
            key={value}
            type="button"
            role="radio"
            aria-checked={stars === value}
            aria-label={t('homeCare.my.stars', { count: value })}
            disabled={!order.mayRateAs}
            onClick={() => setStars(value)}
          >
            {(stars ?? 0) >= value ? '★' : '☆'}
          </button>
        ))}
      </div>
      {order.mayRateAs && stars !== undefined && (
        <>
          <TextField
            name="comment"
            label={t('homeCare.my.comment')}
            optional
            lines={2}
            maxLength={500}
            value={comment}
            onChange={setComment}
          />
          <Button kind="primary" wide busy={rate.isPending} onClick={() => rate.mutate(stars)}>
            {t('homeCare.my.sendRating')}
          </Button>
        </>
      )}
      {(given || rate.isSuccess) && <p role="status">{t('homeCare.my.thanks')}</p>}
      {rate.error && <Failure error={rate.error} />}
    </Card>
  );
}
