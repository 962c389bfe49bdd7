// The bodies of the HTTP calls as the pages read them. A field that an answer may lack is optional.
export type Level = 'red' | 'amber' | 'green';
export type State = 'present' | 'unknown' | 'explained' | 'absent' | 'not_applicable';
export type Severity = 'critical' | 'high' | 'medium';
export type DecisionWord = 'approve' | 'decline' | 'hold' | 'escalate';

/** A text of a rule, in both languages. */
export interface Words {
    ja: string;
    en: string;
}

export interface Page<T> {
    items: T[];
    next: string | null;
}

/** RFC 9457. `missing` comes with 409: the mandatory checks that are open. */
export interface Problem {
    type?: string;
    title: string;
    status: number;
    detail?: string;
    path?: string;
    missing?: string[];
}

export interface Preferences {
    theme?: 'system' | 'light' | 'dark';
    language?: 'ja' | 'en';
    wareki?: boolean;
    density?: 'compact' | 'default' | 'roomy';
    keys?: boolean;
}

export interface Session {
    user: string;
    roles: string[];
    department?: string | null;
    purpose?: string | null;
    locale?: string | null;
    timezone?: string | null;
    may: string[];
    preferences?: Preferences | null;
}

export interface Evidence {
    source: string;
    place: string;
    sha256?: string;
    text: string;
}

export interface Finding {
    indicator: string;
    title: Words;
    state: State;
    severity: Severity;
    group: string;
    mandatory?: boolean;
    stop?: 'legal' | 'danger' | 'exposure';
    facts: Record<string, unknown>;
    evidence: Evidence[];
    basis: string[];
    question?: Words & { to: 'counterpart' | 'internal' };
    answer?: Answer;
    rule: string;
    rule_version: string;
}

export interface Answer {
    state: State;
    note?: string;
    evidence?: string[];
    by?: string;
    at?: string;
}

export interface Assessment {
    dealing: string;
    version: number;
    date: string;
    level: Level;
    incomplete: boolean;
    concern: string;
    highest_sensitivity: string;
    findings: Finding[];
    groups: { group: string; severity: Severity; indicators: string[] }[];
    questions: (Words & { indicator: string })[];
    actions: (Words & { id: string })[];
    decider: string | null;
    explanation: Words;
    lists: { list: string; edition: string | null; later: boolean }[];
    rules_version: string;
    levels_version: string;
    due_at: string | null;
    assessed_at?: string;
}

export interface Party {
    role: string | string[];
    key?: string;
    schema?: string;
    name?: string;
    names?: string[];
    country?: string;
    resolved?: { list: string; entry: string; same: boolean; note: string; by?: string }[];
    [field: string]: unknown;
}

export interface Dealing {
    id?: string;
    kind: string;
    title?: string | null;
    date?: string | null;
    received_at?: string | null;
    department?: string | null;
    entered_by?: string | null;
    parties?: Party[];
    text?: string | null;
    [field: string]: unknown;
}

export interface Span {
    path: string;
    text: string;
    from?: number;
    to?: number;
    header?: string;
}

export interface Note extends Words {
    path?: string;
}

export interface Draft {
    draft: Dealing;
    spans: Span[];
    notes: Note[];
}

export interface Decision {
    dealing?: string;
    number?: number;
    version: number;
    decision: DecisionWord | 'withdrawn';
    reason: string;
    by: string;
    roles?: string[];
    at: string;
    level?: Level;
    state?: string;
}

export type DealingState = 'open' | 'held' | 'escalated' | 'approved' | 'declined';

export interface DealingRow {
    id: string;
    version: number;
    kind: string;
    title: string | null;
    party: string | null;
    date: string | null;
    received_at: string | null;
    level: Level;
    incomplete: boolean;
    state: DealingState;
    department: string | null;
    entered_by: string | null;
    owner: string | null;
    decider: string | null;
    due_at: string | null;
    updated_at: string | null;
    roles?: string[];
}

export interface Missing {
    indicator: string;
    title: Words;
}

export interface DealingView extends DealingRow {
    dealing: Dealing;
    assessment: Assessment;
    answers?: (Answer & { indicator: string; version?: number })[];
    decisions: Decision[];
    missing: Missing[];
    can_decide: { decisions: DecisionWord[]; why_not: Words | null };
    can_write: boolean;
}

export interface VersionRow {
    version: number;
    date: string;
    at: string;
    actor: string;
    origin: 'entered' | 'answer';
    sha256: string;
    level: Level;
    incomplete: boolean;
    changes: { what: 'added' | 'changed' | 'removed'; path: string; before?: unknown; after?: unknown }[];
}

export interface Letter {
    lang: 'ja' | 'en';
    subject: string;
    text: string;
    to: string[];
    eml: string;
}

export interface InboxItem {
    kind: 'dealing' | 'near_name' | 'party_changed' | 'answer' | 'declaration';
    id: string;
    title: string | null;
    party: string | null;
    level: Level;
    incomplete: boolean;
    state?: DealingState;
    missing?: number;
    next: Words;
    owner: string | null;
    due_at: string | null;
    until?: string | null;
}

export interface ExplainPart {
    query: string;
    entry: string;
    reason: string;
    weight: number;
}

export interface Hit {
    entity?: string;
    list: string;
    entry: string;
    score: number;
    decision: 'match' | 'review';
    query_name: string;
    entry_name: string;
    explain: ExplainPart[];
}

export interface ScreenLine {
    id?: string;
    hits?: Hit[];
    error?: string | { path?: string; reason: string };
}

export interface PartyRow {
    id: string;
    source: 'dealing' | 'list';
    name: string;
    names?: string[];
    country: string | null;
    list?: string;
    entry?: string;
    dealings?: number;
    score?: number;
    decision?: 'match' | 'review' | 'prefix';
    explain?: ExplainPart[];
}

export interface Pair {
    kind: string;
    value: string;
}

export interface PartyView {
    id: string;
    source: 'dealing' | 'list';
    name: string;
    names?: string[];
    schema?: string | null;
    country: string | null;
    contacts?: Pair[];
    identifiers?: Pair[];
    dealings?: DealingRow[];
    hits?: Hit[];
    list?: Record<string, unknown> | null;
}

export interface EditionRow {
    code: string;
    edition: string | null;
    imported_at: string;
    entries: number;
    added: number;
    changed: number;
    removed: number;
    rejected: number;
    current: boolean;
    sha256: string;
    format?: string;
    files?: { name: string; sha256: string; bytes: number }[];
}

export interface DiffRow {
    change: 'added' | 'changed' | 'removed';
    entry: string;
    name: string | null;
    row?: string | number | null;
    before?: Record<string, unknown> | null;
    after?: Record<string, unknown> | null;
    ours?: { id: string; name: string; dealings?: unknown }[];
}

export interface Reject {
    file?: string;
    line?: number;
    reason: string;
}

export interface EditionDiff extends Page<DiffRow> {
    code: string;
    edition: string | null;
    against: string | null;
    entries: number;
    counts: { added: number; changed: number; removed: number; ours: number };
    rejects: Reject[];
}

export interface ImportedFile {
    file: string;
    list?: string | null;
    edition?: string | null;
    added?: number;
    changed?: number;
    removed?: number;
    rejected?: number;
    error?: string;
    rejects?: Reject[];
    affects?: { id: string; name: string; dealings?: unknown }[];
}

export interface Job {
    job: string;
    state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
    step?: string;
    done?: number;
    total?: number | null;
    seconds?: number;
    rate?: number;
    seconds_left?: number | null;
    result?: { files?: ImportedFile[] } | null;
    error?: { status: number; detail: string };
    stays?: Words;
}

export interface User {
    name: string;
    roles: string[];
    department: string | null;
    disabled: boolean;
    created_at: string;
    last_login_at?: string | null;
    password?: string;
}

export interface Settings {
    organisation: { names: string[]; domains: string[]; phones: string[] };
    home: string;
    language: 'ja' | 'en';
    timezone: string;
    calendar?: unknown;
}

export interface SavedView {
    name: string;
    address: string;
}
