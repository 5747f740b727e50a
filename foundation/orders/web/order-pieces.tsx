// Pieces of an order's page: values with their labels, the history, what was told, stars.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { KindView, OrderView } from '../contract.ts';
import type { Fields, Values } from '../rules/fields.ts';
import { valueWords } from '../rules/value-words.ts';
import styles from './orders.module.css';
import { useRateOrder } from './use-order.ts';
import { useLocal } from './use-orders.ts';

export function ValueList({
  fields,
  values,
  names,
}: {
  fields: Fields;
  values: Values;
  names: Record<string, string>;
}) {
  const { t } = useWords();
  const { language } = useLocal();
  const words = valueWords(fields, values, language, names);
  if (words.length === 0) return <p className="quiet">{t('orders.noValues')}</p>;
  return (
    <dl className={styles['values']}>
      {words.map(({ name, label, text }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export const resultForm = (kind: KindView): Fields =>
  Object.values(kind.transitions).find(({ result }) => result)?.form ?? {};

export function History({ order, kind }: { order: OrderView; kind: KindView }) {
  const { t, instant } = useWords();
  const { language } = useLocal();
  return (
    <ol className={styles['history']} aria-label={t('orders.history')}>
      {order.history.map((entry) => {
        const transition = entry.transition ? kind.transitions[entry.transition] : undefined;
        const given = transition?.result
          ? []
          : valueWords(transition?.form ?? {}, entry.given, language, order.organisationNames);
        return (
          <li key={entry.version}>
            <strong>{entry.told}</strong>
            <br />
            <span className="quiet">
              {instant(entry.at)}
              {entry.placeName && ` · ${entry.placeName}`}
            </span>
            {given.map(({ name, label, text }) => (
              <div key={name}>
                {label}：{text}
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

export function MessageList({ order }: { order: OrderView }) {
  const { t, instant } = useWords();
  if (order.messages.length === 0) return <p className="quiet">{t('orders.noMessages')}</p>;
  return (
    <ul className={styles['history']}>
      {order.messages.map((message) => (
        <li key={`${message.at} ${message.to} ${message.title}`}>
          <strong>{message.title}</strong> <span className="quiet">{t(`orders.to.${message.to}`)}</span>
          <br />
          {message.text}
          <br />
          <span className="quiet">{instant(message.at)}</span>
        </li>
      ))}
    </ul>
  );
}

const most = 5;

export function RatingBox({ order }: { order: OrderView }) {
  const { t, instant } = useWords();
  const own = order.ratings.find(({ by }) => by === order.mayRateAs);
  const [stars, setStars] = useState(own?.stars ?? 0);
  const [comment, setComment] = useState(own?.comment ?? '');
  const rate = useRateOrder(order);
  return (
    <>
      {order.ratings.map((rating) => (
        <p key={rating.by}>
          {t(`orders.ratedBy.${rating.by}`)}：{t('orders.stars', { count: rating.stars })}
          {rating.comment && `　${rating.comment}`} <span className="quiet">{instant(rating.at)}</span>
        </p>
      ))}
      {order.mayRateAs ? (
        <>
          <div className={styles['stars']} role="group" aria-label={t('orders.rate')}>
            {Array.from({ length: most }, (_, index) => index + 1).map((value) => (
              <button
                key={value}
                type="button"
                className={styles['star']}
                aria-pressed={value <= stars}
                aria-label={t('orders.stars', { count: value })}
                onClick={() => setStars(value)}
              >
                {value <= stars ? '★' : '☆'}
              </button>
            ))}
          </div>
          <TextField
            name="comment"
            label={t('orders.comment')}
            value={comment}
            onChange={setComment}
            maxLength={500}
            optional
          />
          {rate.error && <Failure error={rate.error} />}
          <div>
            <Button
              kind="primary"
              busy={rate.isPending}
              disabled={stars === 0}
              onClick={() => rate.mutate({ stars, ...(comment.trim() && { comment: comment.trim() }) })}
            >
              {t(own ? 'orders.rateAgain' : 'orders.rate')}
            </Button>
          </div>
        </>
      ) : (
        order.ratings.length === 0 && <p className="quiet">{t('orders.noRating')}</p>
      )}
    </>
  );
}
