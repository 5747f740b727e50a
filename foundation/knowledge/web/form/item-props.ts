// What every field of a form is given.
import type { Answer, FormItem, ItemFault, PreviousAnswers, ToneBand } from '../../rules/form.ts';

export interface ItemProps<Item extends FormItem = FormItem> {
  item: Item;
  /** Id of the element that is focused for this item. */
  id: string;
  answer: Answer | undefined;
  onAnswer: (answer: Answer | undefined) => void;
  /** Goes to the next item, as Enter does. */
  onNext: () => void;
  /** Shown beside the field, with what to do. */
  fault?: ItemFault;
  band?: ToneBand;
  previous?: PreviousAnswers;
  today: string;
  describedBy: string;
}
