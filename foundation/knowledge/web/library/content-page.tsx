// One version of a piece of content, shown as its kind demands.
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { knowledgeRoutes } from '../../contract.ts';
import { FormSheetView } from './form-sheet.tsx';
import { InstrumentSheetView } from './instrument-sheet.tsx';
import { InteractionsSheetView } from './interactions-sheet.tsx';
import { MedicinesSheetView, RangesSheetView } from './list-sheets.tsx';
import { ScheduleSheetView } from './schedule-sheet.tsx';

function FormContent({ id, version }: { id: string; version: string }) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'form', id, version],
    queryFn: async ({ signal }) => {
      const [sheet, { instruments }] = await Promise.all([
        api.call(knowledgeRoutes.form, { params: { id, version }, signal }),
        api.call(knowledgeRoutes.instruments, { signal }),
      ]);
      return { sheet, instruments };
    },
  });
  return (
    <QueryView query={query}>
      {({ sheet, instruments }) => <FormSheetView sheet={sheet} instruments={instruments} />}
    </QueryView>
  );
}

function InstrumentContent({ id, version }: { id: string; version: string }) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'instrument', id, version],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.instrument, { params: { id, version }, signal }),
  });
  return <QueryView query={query}>{(sheet) => <InstrumentSheetView sheet={sheet} />}</QueryView>;
}

function InteractionsContent() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'interactions'],
    queryFn: async ({ signal }) => {
      const [rules, medicines] = await Promise.all([
        api.call(knowledgeRoutes.interactions, { signal }),
        api.call(knowledgeRoutes.medicines, { signal }),
      ]);
      return { rules, medicines: medicines.content };
    },
  });
  return (
    <QueryView query={query}>
      {({ rules, medicines }) => <InteractionsSheetView sheet={rules} medicines={medicines} />}
    </QueryView>
  );
}

function MedicinesContent() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'medicines'],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.medicines, { signal }),
  });
  return <QueryView query={query}>{(sheet) => <MedicinesSheetView sheet={sheet} />}</QueryView>;
}

function RangesContent() {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'ranges'],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.ranges, { signal }),
  });
  return <QueryView query={query}>{(sheet) => <RangesSheetView sheet={sheet} />}</QueryView>;
}

function ScheduleContent({ id, version }: { id: string; version: string }) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['knowledge', 'schedule', id, version],
    queryFn: ({ signal }) => api.call(knowledgeRoutes.schedule, { params: { id, version }, signal }),
  });
  return <QueryView query={query}>{(sheet) => <ScheduleSheetView sheet={sheet} />}</QueryView>;
}

export function ContentPage() {
  const { kind = '', id = '', version = '' } = useParams();
  switch (kind) {
    case 'form':
      return <FormContent id={id} version={version} />;
    case 'interactions':
      return <InteractionsContent />;
    case 'medicines':
      return <MedicinesContent />;
    case 'ranges':
      return <RangesContent />;
    case 'schedule':
      return <ScheduleContent id={id} version={version} />;
    default:
      return <InstrumentContent id={id} version={version} />;
  }
}
