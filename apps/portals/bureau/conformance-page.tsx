// What the FHIR interface can do, read from its own CapabilityStatement: types, interactions, search parameters, operations.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import styles from './conformance.module.css';
import filters from './filters.module.css';
import { fits, wholeServer, type CapabilityStatement, type ServedType } from './served-types.ts';

async function readStatement({ signal }: { signal: AbortSignal }): Promise<CapabilityStatement> {
  const answer = await fetch('/fhir/metadata', { headers: { accept: 'application/fhir+json' }, signal });
  if (!answer.ok) throw new Error(`metadata ${answer.status}`);
  return (await answer.json()) as CapabilityStatement;
}

function TypeRow({ served }: { served: ServedType }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row" id={served.type}>
        {served.type}
      </th>
      <td>{served.interaction.map(({ code }) => t(`bureau.conformance.interaction.${code}`)).join('、')}</td>
      <td>
        <ul className={styles['names']}>
          {served.searchParam?.map(({ name, type }) => (
            <li key={name}>
              <code>{name}</code> <span className="quiet">{t(`bureau.conformance.parameter.${type}`)}</span>
            </li>
          ))}
        </ul>
      </td>
      <td>
        {served.operation?.map(({ name }) => (
          <code key={name}>${name} </code>
        ))}
      </td>
    </tr>
  );
}

export function ConformancePage() {
  const { t } = useTranslation();
  const typed = useAddressText('text');
  const statement = useQuery({ queryKey: ['metadata'], queryFn: readStatement, staleTime: 300_000 });
  return (
    <>
      <PageHead title={t('bureau.conformance')} />
      <p className="quiet">{t('bureau.conformanceText')}</p>
      <QueryView query={statement}>
        {(data) => {
          const served = data.rest[0]!.resource.filter((one) => fits(one, typed.typed));
          return (
            <>
              <dl className={styles['facts']}>
                {wholeServer(data).map(({ key, value }) => (
                  <div key={key}>
                    <dt>{t(`bureau.conformance.${key}`)}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <div className={filters['filters']} role="search">
                <TextField name="text" label={t('bureau.conformance.find')} value={typed.typed} onChange={typed.type} />
                <p className="quiet" role="status">
                  {t('bureau.conformance.count', { shown: served.length, all: data.rest[0]!.resource.length })}
                </p>
              </div>
              {served.length === 0 ? (
                <Empty title={t('bureau.conformance.nothing')} />
              ) : (
                <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('bureau.conformance')}>
                  <table className={styles['table']}>
                    <thead>
                      <tr>
                        {(['type', 'interactions', 'parameters', 'operations'] as const).map((name) => (
                          <th key={name} scope="col">
                            {t(`bureau.conformance.${name}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {served.map((one) => (
                        <TypeRow key={one.type} served={one} />
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}
