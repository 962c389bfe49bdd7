// Two browsers at one thing: the second one is told, keeps what was typed, reads the newer one and records again.
import type { Page } from '@playwright/test';
import { answer, browserOf, decide, expect, field, test, TEXTS, typeAnswer } from './help';

const t = TEXTS.en;
const newer = (page: Page) => page.getByRole('button', { name: t.trouble.newer });

async function expectRace(page: Page, text = t.trouble.race): Promise<void> {
    await expect(page.getByText(text)).toBeVisible();
}

test('two officers at one dealing', async ({ browser }) => {
    const one = await browserOf(browser, 'export1', 'en', '/dealings/sample-order-4');
    const two = await browserOf(browser, 'export2', 'ja', '/dealings/sample-order-4');
    const dialog = one.getByRole('dialog');

    await typeAnswer(one, 'en', 'PRC-13', 'The use is plain now');
    await answer(two, 'ja', 'PRC-14', '必要な理由を確かめた');
    await dialog.getByRole('button', { name: t.answer.record }).click();
    await expectRace(one);
    await expect(dialog.getByLabel(t.answer.note)).toHaveValue('The use is plain now');
    await newer(one).click();
    await expect(one.getByText(t.trouble.race)).toHaveCount(0);
    await dialog.getByRole('button', { name: t.answer.record }).click();
    await expect(dialog).toHaveCount(0);

    // A decision: the dialog goes, the reason stays, the page shows what the other one decided.
    await one.locator('#why').fill('Everything is settled');
    await two.reload();
    await decide(two, 'ja', 'hold', '上長に確かめるため待つ');
    await one.getByRole('button', { name: t.decision.do.hold, exact: true }).click();
    await dialog.getByRole('button', { name: t.decision.do.hold, exact: true }).click();
    await expectRace(one);
    await newer(one).click();
    await expect(dialog).toHaveCount(0);
    await expect(one.locator('#decide header')).toContainText(t.dealings.states.held);
    await expect(one.locator('#why')).toHaveValue('Everything is settled');

    // A correction: the form takes the other one's change and keeps what was typed on it.
    await one.getByRole('link', { name: t.result.correct }).click();
    await field(one, '/items/0/quantity').locator('input').fill('7');
    await two.goto('/check/new?from=sample-order-4');
    await field(two, '@end_user/name').locator('input').fill('架空工業大学');
    await two.keyboard.press('Control+Enter');
    await expect(two).toHaveURL(/\/dealings\//);
    await one.keyboard.press('Control+Enter');
    await expectRace(one);
    await newer(one).click();
    await expect(field(one, '@end_user/name').locator('input')).toHaveValue('架空工業大学');
    await expect(field(one, '/items/0/quantity').locator('input')).toHaveValue('7');
    await one.keyboard.press('Control+Enter');
    await expect(one).toHaveURL(/\/dealings\/sample-order-4$/);
});

test('two administrators at the settings and at one user', async ({ browser }) => {
    const one = await browserOf(browser, 'admin1', 'en', '/settings');
    const two = await browserOf(browser, 'admin2', 'en', '/settings');
    await one.getByLabel(t.settings.domains).fill('one.example');
    await two.getByLabel(t.settings.phones).fill('03-5555-0100');
    await two.getByRole('button', { name: t.common.save }).click();
    await expect(two.getByText(t.common.saved)).toBeAttached();
    await one.getByRole('button', { name: t.common.save }).click();
    await expectRace(one);
    await newer(one).click();
    await expect(one.getByLabel(t.settings.phones)).toHaveValue('03-5555-0100');
    await expect(one.getByLabel(t.settings.domains)).toHaveValue('one.example');
    await one.getByRole('button', { name: t.common.save }).click();
    await expect(one.getByText(t.common.saved)).toBeAttached();

    for (const page of [one, two]) {
        await page.goto('/users');
        await page.getByRole('button', { name: `${t.users.change} spare` }).click();
    }
    await one.getByLabel(t.users.department).fill('sales-west');
    await two.getByRole('checkbox', { name: t.role.employee }).check();
    await two.getByRole('button', { name: t.common.save }).click();
    await expect(two.getByRole('dialog')).toHaveCount(0);
    await one.getByRole('button', { name: t.common.save }).click();
    await expectRace(one);
    await newer(one).click();
    await expect(one.getByRole('checkbox', { name: t.role.employee })).toBeChecked();
    await expect(one.getByLabel(t.users.department)).toHaveValue('sales-west');
});

test('one user types in two windows', async ({ browser }) => {
    const one = await browserOf(browser, 'sales1', 'en', '/check/new');
    const two = await one.context().newPage();
    await one.getByRole('button', { name: t.check.blank }).click();
    await field(one, '@orderer/name').locator('input').fill('First window Ltd.');
    await one.getByRole('button', { name: t.check.keep }).click();
    await expect(one.getByText(t.check.keptAt.split('{{')[0]!)).toBeVisible();
    await two.goto('/check/new');
    await two.getByRole('button', { name: t.check.goOn }).click();
    await field(two, '@orderer/name').locator('input').fill('Second window Ltd.');
    await two.getByRole('button', { name: t.check.keep }).click();
    await expect(two.getByText(t.check.keptAt.split('{{')[0]!)).toBeVisible();
    await field(one, '/items/0/name').locator('input').fill('pump');
    await one.getByRole('button', { name: t.check.keep }).click();
    await expectRace(one, t.trouble.keptRace);
    await expect(field(one, '/items/0/name').locator('input')).toHaveValue('pump');
    await newer(one).click();
    await expect(field(one, '@orderer/name').locator('input')).toHaveValue('Second window Ltd.');
});
