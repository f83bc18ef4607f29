"""A scenario in words, each sentence with the word that keeps it from being read as a record."""

from __future__ import annotations

from collections.abc import Mapping

from petaprogram.gaps.weights import say_weights
from petaprogram.messages.language import Language, message
from petaprogram.scenario.definition import NamedRule, Scenario, ServiceRule, Weight
from petaprogram.scenario.greedy import GreedyStep
from petaprogram.scenario.outcome import Outcome, Service
from petaprogram.tables.dataset import Dataset

RULE_LABELS: Mapping[NamedRule, str] = {
    "self": message("kelurahan itu sendiri"),
    "neighbours": message("kelurahan itu dan tetangga yang berbatasan sisi"),
}
WEIGHT_LABELS: Mapping[Weight, str] = {
    "areas": message("jumlah kelurahan"),
    "area": message("luas"),
    "people": message("penduduk"),
}
UNIT_LABELS: Mapping[Weight, str] = {
    "areas": message("kelurahan"),
    "area": message("km²"),
    "people": message("jiwa"),
}
SERVICE: Mapping[Service, str] = {
    "running": message("ada program berjalan"),
    "served": message("terlayani sebelum skenario"),
    "new_site": message("lokasi baru dalam skenario"),
    "newly": message("terlayani karena skenario"),
    "unserved": message("belum terlayani"),
}

# Less than this would be shown as 0,00 or 0,01 km2.
SMALL_KM2 = 0.01


def say_title(scenario: Scenario, language: Language) -> str:
    """The name of a scenario, which always says that it is one."""
    if scenario.name:
        return language.say("Skenario: {name}", name=scenario.name)
    return language.say("Skenario tanpa nama")


def say_subject(scenario: Scenario, dataset: Dataset) -> str:
    """The name of the pillar or program that is planned."""
    table = dataset.pillars if scenario.kind == "pillar" else dataset.programs
    return str(table.at[scenario.subject, "name"])


def say_rule(rule: ServiceRule, language: Language) -> str:
    """Whom a site serves."""
    if isinstance(rule, int):
        return language.say("kelurahan itu dan yang tepinya berjarak paling jauh {metres:f} m", metres=rule)
    return language.say(RULE_LABELS[rule])


def say_amount(amount: float, weight: Weight, language: Language) -> str:
    """An amount in the unit of a weight."""
    if weight == "areas":
        return language.counted("{count:f} kelurahan", int(amount))
    if weight == "people":
        return language.counted("{count:f} jiwa", int(amount))
    if 0 < amount < SMALL_KM2:
        return language.say("{m2:f} m²", m2=amount * 1e6)
    return language.say("{km2:.2f} km²", km2=amount)


def say_step(step: GreedyStep, outcome: Outcome, dataset: Dataset, language: Language) -> str:
    """One step of the plan: where, how much it adds, and whether others would have added as much."""
    say, weight = language.say, outcome.scenario.weight
    amount = say_amount(step.newly, weight, language)
    if weight != "areas":
        amount += f" ({say_amount(len(step.areas), 'areas', language)})"
    place = dataset.areas.name_of(step.kode)
    if step.locked:
        place = say("{place} (wajib masuk)", place=place)
    sentence = say(
        "Skenario, langkah {step}: {place}, menambah {amount}.", step=step.step, place=place, amount=amount
    )
    return f"{sentence} {_say_ties(step, language)}" if step.ties else sentence


def _say_ties(step: GreedyStep, language: Language) -> str:
    """Say that other kelurahan would have added as much, and why this one was taken."""
    if step.rank is None:
        return language.counted(
            "{count:f} kelurahan lain menambah sama banyak, semuanya tanpa peringkat; "
            "dipilih yang kodenya terkecil.",
            step.ties,
        )
    if step.level:
        return language.counted(
            "{count:f} kelurahan lain menambah sama banyak; dipilih yang teratas dalam prioritas kunjungan "
            "(peringkat {rank:f}), dan karena peringkatnya juga ada yang sama, yang kodenya terkecil.",
            step.ties,
            rank=step.rank,
        )
    return language.counted(
        "{count:f} kelurahan lain menambah sama banyak; dipilih yang teratas dalam prioritas kunjungan "
        "(peringkat {rank:f}).",
        step.ties,
        rank=step.rank,
    )


def describe_scenario(outcome: Outcome, dataset: Dataset, language: Language) -> str:
    """The sentence above a scenario: how many new sites of what, and what is served before and after."""
    scenario = outcome.scenario
    decimals = 2 if scenario.weight == "area" else 0
    return language.say(
        "{title}. {sites} {subject}: terlayani {before} sebelum dan {after} sesudah skenario, dari {whole}.",
        title=say_title(scenario, language),
        sites=language.counted("{count:f} lokasi baru", len(outcome.steps)),
        subject=say_subject(scenario, dataset),
        before=language.number(outcome.served_before, decimals),
        after=language.number(outcome.served_after, decimals),
        whole=say_amount(outcome.whole, scenario.weight, language),
    )


def describe_better(outcome: Outcome, language: Language) -> str:
    """Say whether there is a better plan than the one in steps, and how surely that is known."""
    say, exact, weight = language.say, outcome.exact, outcome.scenario.weight
    best = say_amount(exact.total, weight, language)
    if outcome.agrees:
        return say(
            "Tidak ada rencana yang lebih baik untuk skenario ini: {best} sudah yang terbanyak.", best=best
        )
    if outcome.more > 0:
        more = (
            language.number(outcome.more) if weight == "areas" else say_amount(outcome.more, weight, language)
        )
        words = (
            message("Rencana yang lebih baik dipakai dalam skenario ini: {best} ({more} lebih banyak).")
            if outcome.uses_better
            else message("Rencana yang lebih baik untuk skenario ini: {best} ({more} lebih banyak).")
        )
        sentence = say(words, best=best, more=more)
    else:
        sentence = say(
            "Belum ditemukan rencana yang lebih baik untuk skenario ini daripada rencana bertahap ({best}).",
            best=best,
        )
    if exact.proven:
        return sentence
    bound = say_amount(exact.bound, weight, language)
    unproven = say(
        "Waktu pemeriksaan habis sebelum terbukti; paling banyak {bound} dapat terlayani.", bound=bound
    )
    return f"{sentence} {unproven}"


def name_sites(outcome: Outcome, dataset: Dataset, language: Language) -> str:
    """Name the sites of the best plan found."""
    return language.listing([dataset.areas.name_of(kode) for kode in outcome.exact.kode], limit=60)


def say_assumption(scenario: Scenario, language: Language) -> str:
    """Say what a scenario takes for granted: whom a site serves, which no record says."""
    return language.say(
        "Skenario ini menganggap sebuah lokasi melayani {rule}. Itu anggapan, bukan data.",
        rule=say_rule(scenario.rule, language),
    )


def list_remarks(outcome: Outcome, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Say what a scenario takes for granted, and what a reader could otherwise miss."""
    say, counted, scenario = language.say, language.counted, outcome.scenario
    remarks = [
        say_assumption(scenario, language),
        counted(
            "Sebelum skenario ada {count:f} kelurahan dengan program berjalan; yang belum ada data dihitung "
            "tanpa program.",
            int(outcome.running.sum()),
        ),
    ]
    if outcome.uses_better:
        remarks.append(
            say(
                "Lokasi skenario ini dipilih bersama-sama, bukan satu per satu; langkahnya hanya urutan "
                "pengerjaan."
            )
        )
    if any(step.ties and step.rank for step in outcome.steps):
        remarks.append(
            say(
                "Prioritas kunjungan dalam skenario ini dihitung dengan bobot {weights}.",
                weights=say_weights(scenario.weights, language),
            )
        )
    if outcome.doubtful.any():
        names = [dataset.areas.name_of(kode) for kode in outcome.doubtful.index[outcome.doubtful]]
        remarks.append(
            say(
                "Diragukan dalam skenario ini, karena semua datanya berkepastian rendah: {names}.",
                names=language.listing(names),
            )
        )
    records = dataset.records
    subject = records["pillar_id" if scenario.kind == "pillar" else "program_id"] == scenario.subject
    wide = int(
        (subject & (records["status"] == "running") & records["scope"].isin(["city", "kecamatan"])).sum()
    )
    if wide and scenario.wide:
        remarks.append(
            counted(
                "Skenario ini ikut menghitung {count:f} data tingkat kota atau kecamatan "
                "di setiap kelurahannya.",
                wide,
            )
        )
    elif wide:
        remarks.append(
            counted("Skenario ini tidak menghitung {count:f} data tingkat kota atau kecamatan.", wide)
        )
    if outcome.unused:
        remarks.append(
            counted(
                "{count:f} lokasi dalam skenario ini tidak diperlukan: tidak ada lagi yang dapat ditambah.",
                outcome.unused,
            )
        )
    return tuple(remarks)
