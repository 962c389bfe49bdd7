// Accounts: make one (its one-time password is shown once), change roles, disable. Nobody is deleted.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, part } from '../../api/client';
import { useChange, useNewer, useUsers } from '../../api/queries';
import type { Role, User } from '../../api/types';
import { useDateStyle, useWho } from '../../app/who';
import { CopyButton } from '../../parts/Copy';
import { createColumnHelper, DataTable } from '../../parts/DataTable';
import { stamp } from '../../parts/dates';
import { useSay } from '../../parts/Live';
import { More } from '../../parts/More';
import { PageHead } from '../../parts/PageHead';
import { Skeleton, Trouble } from '../../parts/States';
import { Exports } from '../../parts/Views';
import { Dialog } from '../../parts/Dialog';

const ROLES = ['employee', 'sales', 'export_control', 'security_officer', 'hr', 'it_security', 'executive', 'research_security', 'auditor', 'admin'] as const;
const column = createColumnHelper<User>();

function OneTime({ name, password }: { name: string; password: string }) {
    const { t } = useTranslation();
    return (
        <div className="block" role="status">
            <div>
                <p>{t('users.password', { name })}</p>
                <p className="row">
                    <output className="mono b">{password}</output> <CopyButton text={password} />
                </p>
                <p className="sm dim">{t('users.once')}</p>
            </div>
        </div>
    );
}

function Edit({ user, close }: { user: User | null; close: () => void }) {
    const { t } = useTranslation();
    const say = useSay();
    const [name, setName] = useState(user?.name ?? '');
    const [typedDepartment, setDepartment] = useState<string | null>(null);
    const [typedRoles, setRoles] = useState<Role[] | null>(null);
    const department = typedDepartment ?? user?.department ?? '';
    const roles = typedRoles ?? user?.roles ?? [];
    const [made, setMade] = useState<User | null>(null);
    const save = useChange(
        () =>
            user
                ? change<User>('PUT', `/v1/users/${part(user.name)}`, { json: { roles, department: department.trim() || null }, ifMatch: user.etag })
                : change<User>('POST', '/v1/users', { json: { name: name.trim(), roles, ...(department.trim() ? { department: department.trim() } : {}) }, once: crypto.randomUUID?.() }),
        ['users'],
    );
    const newer = useNewer(['users']);
    const reset = useChange(() => change<User>('POST', `/v1/users/${part(user!.name)}/password`), ['users']);
    const submit = async () => {
        const answer = await save.mutateAsync(undefined);
        say(t('common.saved'));
        if (answer.password) setMade(answer);
        else close();
    };
    if (made?.password) return <OneTime name={made.name} password={made.password} />;
    return (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); void submit().catch(() => undefined); }}>
            <Trouble cause={save.error ?? reset.error} focus newer={() => void newer(save.reset)} />
            {!user && <TextInput label={t('users.name')} description={t('users.nameHint')} required data-autofocus value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />}
            <fieldset>
                <legend className="lab">{t('users.roles')}</legend>
                <div className="roles">
                    {ROLES.map((role) => (
                        <label key={role} className="row sm">
                            <input type="checkbox" checked={roles.includes(role)} onChange={(event) => setRoles(event.target.checked ? [...roles, role] : roles.filter((r) => r !== role))} />
                            {t(`role.${role}`)}
                        </label>
                    ))}
                </div>
            </fieldset>
            <TextInput label={t('users.department')} value={department} onChange={(event) => setDepartment(event.target.value)} />
            {roles.length === 0 && <p className="sm dim">{t('users.needRole')}</p>}
            <div className="row wrap">
                <Button type="submit" variant="filled" disabled={roles.length === 0 || save.isPending}>
                    {user ? t('common.save') : t('users.add')}
                </Button>
                {user && <Button onClick={() => void reset.mutateAsync(undefined).then(setMade, () => undefined)}>{t('users.newPassword')}</Button>}
            </div>
        </form>
    );
}

export default function Users() {
    const { t } = useTranslation();
    const who = useWho();
    const style = useDateStyle();
    const users = useUsers();
    const [editing, setEditing] = useState<string | null>(null);
    const edited = users.data?.items.find((user) => user.name === editing) ?? null;
    const newer = useNewer(['users']);
    const able = useChange(
        (user: User) => change('PUT', `/v1/users/${part(user.name)}`, { json: { disabled: !user.disabled }, ifMatch: user.etag }),
        ['users'],
    );
    const columns = [
        column.accessor('name', { header: t('users.name'), cell: ({ getValue }) => <b>{getValue()}</b> }),
        column.accessor((user) => user.roles.map((role) => t(`role.${role}`)).join(t('common.comma')), { id: 'roles', header: t('users.roles') }),
        column.accessor((user) => user.department ?? '', { id: 'department', header: t('users.department'), cell: ({ getValue }) => getValue() || '–' }),
        column.accessor('disabled', { header: t('users.state'), cell: ({ getValue }) => t(getValue() ? 'users.disabled' : 'users.enabled') }),
        column.accessor((user) => user.last_login_at ?? '', { id: 'login', header: t('users.lastLogin'), cell: ({ getValue }) => (getValue() ? <span className="nw">{stamp(getValue(), style.zone)}</span> : '–') }),
        column.display({
            id: 'act', header: t('users.act'),
            cell: ({ row }) => (
                <span className="row wrap">
                    <Button className="sm" onClick={() => setEditing(row.original.name)}>
                        {t('users.change')}
                        <span className="vh"> {row.original.name}</span>
                    </Button>
                    {row.original.name !== who.user && (
                        <Button className="sm" onClick={() => able.mutate(row.original)}>
                            {t(row.original.disabled ? 'users.enable' : 'users.disable')}
                            <span className="vh"> {row.original.name}</span>
                        </Button>
                    )}
                </span>
            ),
        }),
    ];
    return (
        <main id="main" className="page">
            <PageHead title={t('menu.users')} below={<p>{t('users.say')}</p>}>
                <Button variant="filled" onClick={() => setEditing('')}>
                    {t('users.add')}
                </Button>
            </PageHead>
            <Trouble cause={users.error} retry={() => void users.refetch()} />
            <Trouble cause={able.error} focus newer={() => void newer(able.reset)} />
            <section className="card" aria-label={t('menu.users')}>
                {users.isPending && <Skeleton />}
                {users.data && (
                    <>
                        <DataTable caption={t('menu.users')} rows={users.data.items} columns={columns} rowKey={(user) => user.name} />
                        <div className="tablefoot">
                            <More shown={users.data.items.length} hasMore={false} more={() => undefined} />
                            <Exports path="/v1/users" filters={{}} />
                        </div>
                    </>
                )}
            </section>
            <Dialog opened={editing !== null} onClose={() => setEditing(null)} title={editing || t('users.add')}>
                {editing !== null && <Edit user={edited} close={() => setEditing(null)} />}
            </Dialog>
        </main>
    );
}
