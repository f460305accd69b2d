select
    100.0 * cast(sum(case when p_type like ? then l_extendedprice * (1 - l_discount) else 0 end) as double precision)
        / sum(l_extendedprice * (1 - l_discount)) as promo_revenue
from lineitem, part
where l_partkey = p_partkey
    and l_shipdate >= ?
    and l_shipdate < ?
