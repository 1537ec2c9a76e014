"""ministack's private names that the stand-ins replace or use, all checked before it serves anything."""
from importlib import import_module
from importlib.metadata import version

PINNED = "1.5.33"

NAMES = {
    "ministack.app": ["_MAIN_LOOP", "_enforce_data_plane", "_handle_lifespan", "_routing_params", "SERVICE_HANDLERS", "main", "pin_request_origin"],
    "ministack.core.iam_actions": ["_param", "extract_resource_arn", "request_tag_context"],
    "ministack.services.acm": ["_certificates", "_epoch", "_import_certificate"],
    "ministack.services.alb": ["_error", "_lb_attrs", "_lbs", "_listener_attrs", "_listeners", "_parse_certificate_arns", "_rules", "_target_group_full_name_from_arn", "_targets", "_tg_attrs", "_tgs", "_xml"],
    "ministack.services.autoscaling": ["_asgs", "_error", "_member_xml", "_parse_member_list", "_xml"],
    "ministack.services.cloudformation.engine": ["_extract_deps", "_topological_sort"],
    "ministack.services.cloudformation.handlers": ["_ACTION_HANDLERS", "_resolve_stack", "_roll_back_operation"],
    "ministack.services.cloudformation.helpers": ["_error", "_xml"],
    "ministack.services.cloudformation.provisioners": [
        "_RESOURCE_HANDLERS",
        "_cfn_wait_condition_definition",
        "_cr_stack_id",
        "_ec2_sg_permissions",
        "_r53_record_set_create",
    ],
    "ministack.services.cloudformation.stacks": ["_add_event", "_roll_back_operation", "_runs_on_worker_thread", "_sends_back_failed_update", "_topological_sort"],
    "ministack.services.cloudformation.wait_conditions": ["validate_resource_signal_timeout"],
    "ministack.services.cloudwatch": [
        "_calc_stats",
        "_dims_from_list",
        "_dims_key",
        "_dispatch_alarm_actions",
        "_evaluate_alarm",
        "_evaluate_all_alarms",
        "_evaluate_parent_alarms",
        "_metrics",
        "_record_history",
        "record_metric",
        "_stat_value",
    ],
    "ministack.services.ec2": [
        "_discard_instance_records",
        "_error",
        "_instance_xml",
        "_instances",
        "_launch_instances_internal",
        "_launch_templates",
        "_lt_data_xml",
        "_parse_member_list",
        "_security_groups",
        "_subnets",
        "_tags",
        "_xml",
    ],
    "ministack.services.iam": ["_lookup_instance_profile", "_roles"],
    "ministack.services.kms": ["_resolve_key"],
    "ministack.services.route53": ["_records", "_zones"],
    "ministack.services.secretsmanager": ["_resolve", "_secrets"],
    "ministack.services.ssm": ["_PUBLIC_AMI_PARAMETERS", "_select_parameter"],
}


def check():
    """Ends the program when ministack is another one than the stand-ins were written for."""
    installed = version("ministack")
    if installed != PINNED:
        raise SystemExit(f"ministack is {installed}, but the stand-ins are written for {PINNED}: install the version of requirements.txt")
    missing = [f"{module}.{name}" for module, names in NAMES.items() for name in names if not hasattr(import_module(module), name)]
    if missing:
        raise SystemExit(f"ministack {PINNED} has no {', '.join(missing)}: the stand-ins must be written anew for it")
