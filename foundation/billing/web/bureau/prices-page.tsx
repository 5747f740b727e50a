// The price list in force, and its import from Excel: checked first, imported when nothing is wrong.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { download } from '#platform/ui/files/save-file.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { billingRoutes, priceTemplatePath, type PriceImportReply, type PriceItem } from '../../contract.ts';

const key = ['billing', 'prices'] as const;

export function PricesPage() {
  const { t, money, date } = useWords();
  const api = useApi();
  const mayImport = useMay('billing.price.import');
  const [text, setText] = useState('');
  const prices = useQuery({
    queryKey: [...key],
    queryFn: ({ signal }) => api.call(billingRoutes.prices, { signal }),
  });
  const wanted = text.trim().toLowerCase();
  const columns: WorklistColumn<PriceItem>[] = [
    { key: 'code', title: t('billing.code'), render: (row) => row.code, sort: (a, b) => a.code.localeCompare(b.code) },
    {
      key: 'name',
      title: t('billing.item'),
      render: (row) => (
        <>
          {row.name} {row.simulated && <SimulatedBadge />}
        </>
      ),
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    { key: 'unit', title: t('billing.unit'), render: (row) => row.unit },
    {
      key: 'price',
      title: t('billing.price'),
      render: (row) => money(row.amountFen),
      align: 'right',
      sort: (a, b) => a.amountFen - b.amountFen,
    },
    { key: 'class', title: t('billing.insuranceClass'), render: (row) => t(`billing.class.${row.insuranceClass}`) },
    { key: 'from', title: t('billing.validFrom'), render: (row) => date(row.validFrom) },
  ];
  return (
    <>
      <PageHead title={t('billing.prices')} />
      {mayImport && <ImportPrices />}
      <TextField name="text" label={t('billing.searchPrice')} value={text} onChange={setText} />
      <QueryView query={prices} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('billing.prices')}
            columns={columns}
            rows={data.prices.filter((row) => `${row.code} ${row.name}`.toLowerCase().includes(wanted))}
            rowKey={(row) => row.code}
            empty={<Empty title={t('billing.noPricesFound')} />}
          />
        )}
      </QueryView>
    </>
  );
}

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 32_768)
    text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  return btoa(text);
};

function ImportPrices() {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [content, setContent] = useState<string>();
  const send = useMutation<PriceImportReply, unknown, { contentBase64: string; dryRun: boolean }>({
    mutationFn: (body) => api.call(billingRoutes.importPrices, { body }),
    onSuccess: (reply) => {
      if (!reply.dryRun && reply.errors.length === 0) {
        setContent(undefined);
        void queries.invalidateQueries({ queryKey: [...key] });
      }
    },
  });
  const reply = send.data;
  return (
    <section aria-label={t('billing.import')} style={{ display: 'grid', gap: 12, marginBottom: 16 }}>
      <p className="quiet">{t('billing.importText')}</p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
        <Button icon="download" onClick={() => void download('bureau', priceTemplatePath, 'prices.xlsx')}>
          {t('billing.template')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx"
          aria-label={t('billing.choose')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (!file) return;
            void base64Of(file).then((contentBase64) => {
              setContent(contentBase64);
              send.mutate({ contentBase64, dryRun: true });
            });
          }}
        />
        <Button busy={send.isPending} onClick={() => input.current?.click()}>
          {t('billing.choose')}
        </Button>
        {content && reply?.dryRun && reply.errors.length === 0 && (
          <Button
            kind="primary"
            busy={send.isPending}
            onClick={() => send.mutate({ contentBase64: content, dryRun: false })}
          >
            {t('billing.doImport', { count: reply.created })}
          </Button>
        )}
      </div>
      {Boolean(send.error) && <Failure error={send.error} />}
      {reply && (
        <p role="status">
          {reply.errors.length > 0 ? (
            <LevelTag level="red">{t('billing.faults', { count: reply.errors.length })}</LevelTag>
          ) : (
            <LevelTag level="green">
              {t(reply.dryRun ? 'billing.checked' : 'billing.imported', {
                rows: reply.rows,
                created: reply.created,
                existing: reply.existing,
              })}
            </LevelTag>
          )}
        </p>
      )}
      {reply && reply.errors.length > 0 && (
        <Worklist
          label={t('billing.problem')}
          columns={[
            { key: 'row', title: t('billing.row'), render: (one) => one.row, width: 80 },
            { key: 'column', title: t('billing.column'), render: (one) => one.column, width: 160 },
            { key: 'message', title: t('billing.problem'), render: (one) => one.message },
          ]}
          rows={reply.errors}
          rowKey={(one) => `${one.row} ${one.column} ${one.message}`}
          empty={null}
        />
      )}
    </section>
  );
}
