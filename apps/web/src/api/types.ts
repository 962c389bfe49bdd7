// Names for the bodies of the HTTP calls. What they hold stands in schema/openapi.yaml and schema/dealing.json, from which
// openapi.d.ts is made before every build (scripts/types.mjs).
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Level = Schemas['Level'];
export type State = Schemas['FindingState'];
export type Severity = Schemas['Severity'];
export type DealingState = Schemas['State'];
export type Role = Schemas['Role'];
export type Words = Schemas['Bilingual'];
export interface Page<T> {
    items: T[];
    next: Schemas['Next'];
}
export type Problem = Partial<Schemas['Problem']> & Pick<Schemas['Problem'], 'title' | 'status'>;
export type MissingCheck = Schemas['MissingCheck'];

export type Session = Schemas['Session'];
export type Preferences = Schemas['Preferences'];

export type Dealing = Omit<Schemas['Dealing'], '$defs'>;
export type Party = Schemas['party'];
export type Item = Schemas['item'];
export type PartyRole = Schemas['role'];
export type Draft = Schemas['Draft'];
export type Span = Schemas['Span'];
export type Note = Schemas['Note'];

export type Assessment = Schemas['Assessment'];
export type Finding = Schemas['Finding'];
export type Evidence = Schemas['Evidence'];
export type Change = Schemas['Change'];
export type Answer = Schemas['AnswerRecord'];
export type Decision = Schemas['Decision'];
export type DecisionWord = Schemas['DecisionBody']['decision'];
export type DealingRow = Schemas['DealingItem'];
export type DealingView = Schemas['DealingView'];
export type VersionRow = Schemas['Version'];
export type Letter = Schemas['Letter'];
export type InboxItem = Schemas['InboxItem'];

export type ScreenLine = Schemas['ScreenResult'];
export type Hit = Schemas['Hit'];
export type ExplainPart = Schemas['Explanation'];
export type PartyRow = Schemas['PartyItem'];
export type PartyPage = Schemas['PartyPage'];
export type PartyView = Schemas['Party'];

export type EditionRow = Schemas['Edition'];
export type EditionDiff = Schemas['EditionDifference'];
export type DiffRow = EditionDiff['items'][number];
export type Reject = Schemas['RejectedRow'];
export type ImportReport = Schemas['ImportReport'];
export type ImportedFile = Schemas['ImportedFile'];
export type Job = Schemas['Job'];

export type User = Schemas['User'];
export type Settings = Schemas['Settings'];
export type SavedView = Schemas['Views']['items'][number];
