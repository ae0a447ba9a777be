"""Ce qui peut suivre une signature : une autre, dans un champ qui l'attendait. Rien d'autre.

La politique ordinaire de pyHanko laisse changer les métadonnées, des polices ou le catalogue ;
un objet récrit à l'identique ou que rien ne désigne passe. Ici, ce qu'une signature n'exige pas est refusé.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    FieldComparisonContext,
    FieldComparisonSpec,
    FieldMDPRule,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

CE_QU_UNE_SIGNATURE_ECRIT = frozenset({"/V", "/AP", "/Lock"})

LE_FORMULAIRE = frozenset({"/AcroForm"})

Modification = tuple[ModificationLevel, FormUpdate]


class LesMemesChamps(FieldMDPRule):
    """Aucun champ n'apparaît ni ne disparaît, et tous sont des signatures."""

    def apply(self, context: FieldComparisonContext) -> Iterable[Modification]:
        for nom, champ in context.field_specs.items():
            if not champ.old_field_ref or not champ.new_field_ref:
                raise SuspiciousModification(f"Le champ {nom} a été ajouté ou ôté.")
        return ()


class SignatureDansSonChamp(SigFieldModificationRule):
    """Un champ vide reçoit sa signature, son apparence et, s'il est le dernier, son verrou."""

    def __init__(self) -> None:
        super().__init__(
            allow_in_place_appearance_stream_changes=False,
            always_modifiable=frozenset(),
            value_update_keys=CE_QU_UNE_SIGNATURE_ECRIT,
        )

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterator[Modification]:
        yield from super().check_form_field(fq_name, spec, context)
        ancien, nouveau = spec.old_field, spec.new_field
        if ancien is None or nouveau is None or "/V" in ancien or "/V" not in nouveau:
            return
        if "/Lock" in nouveau and "/Lock" not in ancien:
            verrou = context.new.collect_dependencies(
                nouveau.raw_get("/Lock"), since_revision=context.old.revision + 1
            )
            for reference in verrou:
                yield ModificationLevel.FORM_FILLING, FormUpdate(updated_ref=reference, field_name=fq_name)


def politique() -> StandardDiffPolicy:
    """La politique la plus stricte qui laisse encore signer à plusieurs."""
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(ignored_keys=LE_FORMULAIRE),  # type: ignore[no-untyped-call]
            XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[LesMemesChamps(), SignatureDansSonChamp()],
            ignored_acroform_keys=frozenset({"/Fields", "/SigFlags"}),
        ),
        reject_object_freeing=True,
        ignore_orphaned_objects=False,
        ignore_identical_objects=False,
    )
