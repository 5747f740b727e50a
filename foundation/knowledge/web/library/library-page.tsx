// The knowledge base: what there is, in which version, from which source, how far checked and by whom signed.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist } from '#platform/ui/worklist/worklist.tsx';
import { contentKindNames, knowledgeRoutes, type ContentSummary } from '../../contract.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { StatusTag } from './status-tag.tsx';
import styles from './library.module.css';

const addressOf = ({ kind, id, version }: ContentSummary): string => `/knowledge/${kind}/${id}/${version}`;

export function LibraryPage() {
  const { t, count } = useWords();
  const text = useLocalText();
  const api = useApi();
  const navigate = useNavigate();
  const typed = useAddressText('text');
  const [search, setSearch] = useSearchParams();
  const kind = search.get('kind') ?? '';
  const query = useQuery({
    queryKey: ['knowledge'],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.contents, { signal }),
  });
  const fits = (one: ContentSummary): boolean =>
    (kind === '' || one.kind === kind) &&
    [text(one.title), one.source, one.id].some((words) => words.toLowerCase().includes(typed.typed.toLowerCase()));
  return (
    <>
      <PageHead title={t('knowledge.title')} />
      <p className={styles['lead']}>{t('knowledge.text')}</p>
      <QueryView query={query}>
        {({ contents }) => {
          const shown = contents.filter(fits);
          return (
            <>
              <div className={styles['filters']} role="search">
                <TextField name="text" label={t('knowledge.find')} value={typed.typed} onChange={typed.type} />
                <SelectField
                  name="kind"
                  label={t('knowledge.kind')}
                  value={kind}
                  onChange={(value) =>
                    setSearch(
                      (before) => {
                        const after = new URLSearchParams(before);
                        if (value) after.set('kind', value);
                        else after.delete('kind');
                        return after;
                      },
                      { replace: true },
                    )
                  }
                  choices={[
                    { value: '', label: t('knowledge.kind.all') },
                    ...contentKindNames.map((value) => ({ value, label: t(`knowledge.kind.${value}`) })),
                  ]}
                />
                <p className="quiet" role="status">
                  {t('knowledge.count', { shown: shown.length })}
                </p>
              </div>
              <Worklist
                label={t('knowledge.title')}
                rows={shown}
                rowKey={addressOf}
                onOpen={(one) => void navigate(addressOf(one))}
                empty={<Empty title={t('knowledge.nothing')}>{t('knowledge.nothingText')}</Empty>}
                columns={[
                  {
                    key: 'name',
                    title: t('knowledge.name'),
                    sort: (a, b) => text(a.title).localeCompare(text(b.title), 'zh'),
                    render: (one) => <Link to={addressOf(one)}>{text(one.title)}</Link>,
                  },
                  {
                    key: 'kind',
                    title: t('knowledge.kind'),
                    width: 110,
                    sort: (a, b) => a.kind.localeCompare(b.kind),
                    render: (one) => t(`knowledge.kind.${one.kind}`),
                  },
                  {
                    key: 'version',
                    title: t('knowledge.version'),
                    width: 130,
                    render: (one) => (
                      <span className={styles['version']}>
                        {one.version}
                        <br />
                        <span className="quiet">{t('knowledge.validFrom', { on: one.validFrom })}</span>
                      </span>
                    ),
                  },
                  {
                    key: 'status',
                    title: t('knowledge.status'),
                    width: 120,
                    sort: (a, b) => a.status.localeCompare(b.status),
                    render: (one) => <StatusTag status={one.status} />,
                  },
                  { key: 'source', title: t('knowledge.source'), render: (one) => one.source },
                  {
                    key: 'proof',
                    title: t('knowledge.proof'),
                    width: 240,
                    render: (one) => (
                      <>
                        {t('knowledge.claims', { claims: one.claims, unconfirmed: one.unconfirmed })}
                        {one.vectors > 0 && <br />}
                        {one.vectors > 0 && t('knowledge.vectors', { vectors: one.vectors })}
                        {one.combinations !== undefined && <br />}
                        {one.combinations !== undefined &&
                          t('knowledge.combinations', { combinations: count(one.combinations) })}
                      </>
                    ),
                  },
                  {
                    key: 'review',
                    title: t('knowledge.review'),
                    width: 150,
                    render: (one) =>
                      one.reviews.length === 0 ? (
                        <span className="quiet">{t('knowledge.noReview')}</span>
                      ) : (
                        one.reviews.map((review) => (
                          <p key={review.reviewer}>
                            {t('knowledge.reviewed', {
                              reviewer: review.reviewer,
                              role: t(`ui.role.${review.role}`, { defaultValue: review.role }),
                              on: review.reviewedOn,
                              verdict: t(`knowledge.verdict.${review.verdict}`),
                            })}
                          </p>
                        ))
                      ),
                  },
                ]}
              />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
